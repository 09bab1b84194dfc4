import type { Fact } from '../../../contract/index.ts';
import { parseSmbiosString } from './parse-string.ts';
import type { SmbiosStructure } from './parse-table.ts';

/** Numbers are little-endian; `undefined` where the structure ends before them: an older version has fewer fields. */
export const byteAt = ({ data }: SmbiosStructure, offset: number): number | undefined => data[offset];

export const wordAt = (structure: SmbiosStructure, offset: number): number | undefined =>
  numberAt(structure, offset, 2);

export const doubleWordAt = (structure: SmbiosStructure, offset: number): number | undefined =>
  numberAt(structure, offset, 4);

/** The string whose number is at `offset`. */
export function textAt(structure: SmbiosStructure | undefined, offset: number | undefined): Fact<string> {
  const number = structure === undefined || offset === undefined ? 0 : (structure.data[offset] ?? 0);
  return parseSmbiosString(structure?.strings[number - 1]);
}

function numberAt({ data }: SmbiosStructure, offset: number, bytes: number): number | undefined {
  if (offset + bytes > data.length) return undefined;
  return data.subarray(offset, offset + bytes).reduceRight((value, byte) => value * 256 + byte, 0);
}
