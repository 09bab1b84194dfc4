import type { Attached, Live } from './model.ts';
import { parseAlias } from './parse-alias.ts';

/** What the live XML of a domain says of its disks and USB devices, and of its agent. Attributes are libvirt's own: they have no `>` in them. */
export function parseLive(xml: string): Extract<Live, { kind: 'up' }> {
  const text = xml.replace(/<!--[\s\S]*?-->/g, '');
  const hostdevs = text.match(/<hostdev\b[^>]*>[\s\S]*?<\/hostdev>/g) ?? [];
  const disks = text.match(/<disk\b[^>]*>[\s\S]*?<\/disk>/g) ?? [];
  const controllers = text.match(/<controller\b[^>]*>/g) ?? [];
  const addresses = text.match(/<address\b[^>]*>/g) ?? [];
  const channels = text.match(/<channel\b[^>]*>[\s\S]*?<\/channel>/g) ?? [];
  const buses = addresses
    .filter((address) => attribute(address, 'type') === 'pci')
    .map((address) => Number(attribute(address, 'bus')));
  return {
    kind: 'up',
    attached: [...disks.flatMap(toAttachedDisk), ...hostdevs.flatMap(toAttachedDevice)],
    targets: new Set(disks.flatMap((disk) => attribute(element(disk, 'target'), 'dev') ?? [])),
    buses: new Set(buses),
    hasScsi: controllers.some(
      (controller) =>
        attribute(controller, 'type') === 'scsi' &&
        attribute(controller, 'index') === '0' &&
        attribute(controller, 'model') === 'virtio-scsi',
    ),
    hasUsb: controllers.some(
      (controller) => attribute(controller, 'type') === 'usb' && attribute(controller, 'model') !== 'none',
    ),
    hasAgent: channels
      .map((channel) => element(channel, 'target'))
      .some(
        (target) =>
          attribute(target, 'name') === 'org.qemu.guest_agent.0' &&
          attribute(target, 'state') === 'connected',
      ),
  };
}

function toAttachedDisk(disk: string): Attached[] {
  const alias = attribute(element(disk, 'alias'), 'name') ?? '';
  if (parseAlias(alias) === undefined) return [];
  const source = element(disk, 'source');
  return [
    {
      alias,
      target: attribute(element(disk, 'target'), 'dev') ?? '',
      source: attribute(source, 'dev') ?? attribute(source, 'file') ?? '',
    },
  ];
}

/** Its place in the guest is the last address: the one before is the box's. */
function toAttachedDevice(hostdev: string): Attached[] {
  const alias = attribute(element(hostdev, 'alias'), 'name') ?? '';
  if (parseAlias(alias) === undefined) return [];
  const source = /<source\b[^>]*>[\s\S]*?<\/source>/.exec(hostdev)?.[0] ?? '';
  const from = element(source, 'address');
  const port = attribute(element(hostdev.replace(source, ''), 'address'), 'port');
  const node = [attribute(from, 'bus'), attribute(from, 'device')].map((number) => number?.padStart(3, '0'));
  return [
    { alias, target: port === undefined ? 'USB' : `USB ${port}`, source: `/dev/bus/usb/${node.join('/')}` },
  ];
}

const element = (xml: string, name: string): string => new RegExp(`<${name}\\b[^>]*>`).exec(xml)?.[0] ?? '';
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}=(['"])([^'"]*)\\1`).exec(tag)?.[2];
