import type { AttachedDrive, LiveDrives } from './model.ts';
import { parseDriveAlias } from './parse-drive-alias.ts';

/** The number of the virtio-scsi controller of the drives: see the template of the domain. */
export const drivesController = 1;

/** What the live XML of a domain says of the drives. Attributes are libvirt's own: they have no `>` in them. */
export function parseLiveDrives(xml: string): Extract<LiveDrives, { kind: 'up' }> {
  const text = xml.replace(/<!--[\s\S]*?-->/g, '');
  const devices = text.match(/<(disk|hostdev)\b[^>]*>[\s\S]*?<\/\1>/g) ?? [];
  return {
    kind: 'up',
    attached: devices.flatMap(toAttached),
    taken: new Set(devices.flatMap((device) => toNumber(device) ?? [])),
    hasController: (text.match(/<controller\b[^>]*>/g) ?? []).some(
      (controller) =>
        attribute(controller, 'type') === 'scsi' &&
        attribute(controller, 'index') === String(drivesController) &&
        attribute(controller, 'model') === 'virtio-scsi',
    ),
  };
}

function toAttached(device: string): AttachedDrive[] {
  const alias = attribute(element(device, 'alias'), 'name') ?? '';
  const place = parseDriveAlias(alias);
  if (place === undefined) return [];
  const number = toNumber(device);
  const target = element(device, 'target');
  const source = element(device, 'source');
  const isMedium = place.mode === 'medium';
  return [
    {
      alias,
      mode: place.mode,
      target: isMedium ? (attribute(target, 'dev') ?? '') : `${drivesController}:${number ?? '?'}`,
      number,
      source: isMedium ? (attribute(source, 'dev') ?? attribute(source, 'file')) : undefined,
      trayOpen: attribute(target, 'tray') === 'open',
    },
  ];
}

/** The target on the drives' controller that a device is. */
function toNumber(device: string): number | undefined {
  const address = (device.match(/<address\b[^>]*>/g) ?? []).find(
    (each) =>
      attribute(each, 'type') === 'drive' && attribute(each, 'controller') === String(drivesController),
  );
  const target = address === undefined ? undefined : attribute(address, 'target');
  return target === undefined ? undefined : Number(target);
}

const element = (xml: string, name: string): string => new RegExp(`<${name}\\b[^>]*>`).exec(xml)?.[0] ?? '';
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}=(['"])([^'"]*)\\1`).exec(tag)?.[2];
