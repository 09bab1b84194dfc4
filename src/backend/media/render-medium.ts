import { escapeXml } from '../engine/escape-xml.ts';
import { type RenderTemplate, templateRenderer } from '../engine/liquid.ts';
import type { UsbDisk } from './model.ts';
import type { Place } from './plan-media.ts';

export interface MediumParts {
  alias: string;
  /** The node of the host. */
  source: string;
  disk: UsbDisk;
  place: Place;
  /** Serial numbers that the guest's own disks have: none other gets one of them. */
  taken: readonly string[];
}

/** QEMU takes no more: 20 on virtio, 36 on SCSI. */
const longest = { virtio: 20, scsi: 36 } as const;

/** The element of a disk for the running domain. */
export function renderMedium(
  template: string,
  { alias, source, disk, place, taken }: MediumParts,
  render = mediumRenderer(),
): string {
  const { bus, target, number } = place;
  const medium = {
    ...{ alias, source, target, bus, readOnly: disk.readOnly, discard: disk.discard },
    serial: toSerial(disk, bus, taken),
    sectors: toSectors(disk),
    place: bus === 'virtio' ? `0x${number.toString(16).padStart(2, '0')}` : number,
  };
  return render(template, { medium });
}

/** For whoever renders more than one. */
export const mediumRenderer = (): RenderTemplate => templateRenderer(escapeXml);

/** What of a serial number libvirt takes; each LUN has one of its own. `null` where that is nothing, or the number of another disk. */
export function toSerial(
  { serial, lun }: Pick<UsbDisk, 'serial' | 'lun'>,
  bus: Place['bus'],
  taken: readonly string[],
): string | null {
  const end = lun === 0 ? '' : `-${lun}`;
  const clean = (serial ?? '').replace(/[^A-Za-z0-9_-]/g, '').slice(0, longest[bus] - end.length);
  const whole = `${clean}${end}`;
  return clean === '' || taken.some((each) => each.slice(0, longest[bus]) === whole) ? null : whole;
}

/** As QEMU takes them: powers of two from 512 on, the physical ones no smaller. */
function toSectors({
  sectorBytes: logical,
  physicalSectorBytes: physical,
}: Pick<UsbDisk, 'sectorBytes' | 'physicalSectorBytes'>): { logical: number; physical: number } | null {
  if (logical === undefined || !isSector(logical)) return null;
  return {
    logical,
    physical: physical !== undefined && isSector(physical) ? Math.max(logical, physical) : logical,
  };
}

const isSector = (bytes: number): boolean =>
  bytes >= 512 && bytes <= 32_768 && Number.isInteger(Math.log2(bytes));
