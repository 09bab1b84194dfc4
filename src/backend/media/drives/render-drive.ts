import { escapeXml } from '../../engine/escape-xml.ts';
import { strictLiquid } from '../../engine/liquid.ts';
import { toLetters } from '../plan-media.ts';
import { drivesController } from './parse-live-drives.ts';
import { toDiscSource, type WantedDrive } from './plan-drives.ts';

/** The names sda to sdh are for the disks of the policy, the 64 after them for USB disks. */
const namesBefore = 8 + 64;

/** The element of a drive for the running domain: the drive itself, or a drive of the guest's own with the disc that it is to have. */
export function renderDrive(template: string, wanted: WantedDrive, number: number): string {
  const { alias, mode, drive } = wanted;
  const parts = {
    ...{ alias, mode, number, controller: drivesController, address: drive.address },
    target: `sd${toLetters(namesBefore + number)}`,
    source: toDiscSource(wanted) ?? null,
  };
  return strictLiquid(escapeXml).parseAndRenderSync(template, { drive: parts }) as string;
}
