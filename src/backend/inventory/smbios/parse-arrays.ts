import { type Fact, known, unknown } from '../../../contract/index.ts';
import { byteAt } from './parse-field.ts';
import type { SmbiosStructure } from './parse-table.ts';

/** Uses of an array that make it none of the box's memory: video, flash, non-volatile RAM, cache (DSP0134 table 73). */
const otherUses = [4, 5, 6, 7];
/** DSP0134 table 74; 1 is `Other`, 2 `Unknown`. */
const corrections: Record<number, string> = {
  3: 'None',
  4: 'Parity',
  5: 'Single-bit ECC',
  6: 'Multi-bit ECC',
  7: 'CRC',
};

const isOther = (array: SmbiosStructure): boolean => otherUses.includes(byteAt(array, 0x05) ?? 0);

/** The array (type 16) of that handle is flash, video memory or the like. */
export function isForOtherUse(structures: readonly SmbiosStructure[], handle: number | undefined): boolean {
  const array = structures.find((structure) => structure.type === 16 && structure.handle === handle);
  return array !== undefined && isOther(array);
}

/** How the memory's arrays (type 16) detect errors: one word where all do the same, as they should. */
export function parseErrorCorrection(structures: readonly SmbiosStructure[]): Fact<string> {
  const words = structures
    .filter((structure) => structure.type === 16 && !isOther(structure))
    .flatMap((array) => corrections[byteAt(array, 0x06) ?? 0] ?? []);
  return words.length === 0 ? unknown('the firmware does not say') : known([...new Set(words)].join(', '));
}
