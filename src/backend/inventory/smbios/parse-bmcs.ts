import { byteAt } from './parse-field.ts';
import type { SmbiosStructure } from './parse-table.ts';

/** A management controller that the firmware lists (type 38, DSP0134 7.39). */
export interface ListedBmc {
  /** How the host talks to it: `KCS`, `SMIC`, `BT` or `SSIF`. */
  via: string | undefined;
  /** For example `2.0`. */
  ipmiVersion: string | undefined;
}

const interfaces: Record<number, string> = { 1: 'KCS', 2: 'SMIC', 3: 'BT', 4: 'SSIF' };

export const parseBmcs = (structures: readonly SmbiosStructure[]): ListedBmc[] =>
  structures
    .filter(({ type }) => type === 38)
    .map((structure) => ({
      via: interfaces[byteAt(structure, 0x04) ?? 0],
      ipmiVersion: toVersion(byteAt(structure, 0x05) ?? 0),
    }));

/** Two digits of four bits each: 0x15 is 1.5. */
function toVersion(digits: number): string | undefined {
  const [major, minor] = [digits >> 4, digits & 0x0f];
  return digits === 0 || major > 9 || minor > 9 ? undefined : `${major}.${minor}`;
}
