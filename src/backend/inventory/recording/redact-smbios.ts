import { parseSmbiosString } from '../smbios/parse-string.ts';
import { parseSmbiosTable, type SmbiosStructure, stringAt } from '../smbios/parse-table.ts';
import { parseSmbiosUuid } from '../smbios/parse-uuid.ts';
import type { Disguise } from './disguise.ts';
import type { Identity } from './parse-identity.ts';

/** Where the numbers of serial numbers and asset tags are: DSP0134 chapters 7.2 (system) to 7.40 (power supply). */
const identifying: Record<number, readonly number[]> = {
  1: [0x07],
  2: [0x07, 0x08],
  3: [0x07, 0x08],
  4: [0x20, 0x21],
  17: [0x18, 0x19],
  22: [0x07],
  39: [0x08, 0x09],
};
const system = 1;
const uuidAt = 0x08;
/** An inactive structure may hold anything; a host interface holds addresses. What is 128 or more only its vendor can read. */
const isOpaque = (type: number): boolean => type === 126 || type === 42 || type >= 128;

/** What the firmware's table says about which machine this is. */
export function parseSmbiosIdentity(table: Uint8Array): Identity[] {
  return parseSmbiosTable(table).flatMap((structure) => [
    ...stringsOf(structure).map((bytes): Identity => ({ kind: 'serial', text: toText(bytes) })),
    ...uuidOf(structure).map((uuid): Identity => ({ kind: 'uuid', text: uuid })),
  ]);
}

/**
 * The table with other serial numbers and asset tags in their places, of the same length; what cannot be understood is blanked. The UUID is
 * left to whoever replaces it everywhere.
 */
export function redactSmbios(table: Uint8Array, disguise: Disguise): Uint8Array {
  const redacted = Uint8Array.from(table);
  let end = 0;
  for (const structure of parseSmbiosTable(redacted)) {
    for (const bytes of stringsOf(structure)) bytes.set(Buffer.from(disguise(toText(bytes)), 'latin1'));
    if (isOpaque(structure.type)) {
      structure.data.fill(0, 4);
      for (const bytes of structure.strings) bytes.fill('x'.charCodeAt(0));
    }
    for (const part of [structure.data, ...structure.strings])
      end = Math.max(end, part.byteOffset + part.length);
  }
  return redacted.fill(0, end);
}

/** Their bytes without the space around them, so that what is found is what is replaced. */
function stringsOf(structure: SmbiosStructure): Uint8Array[] {
  return (identifying[structure.type] ?? []).flatMap((offset) => {
    const bytes = stringAt(structure, offset);
    if (bytes === undefined) return [];
    const text = toText(bytes);
    const start = text.length - text.trimStart().length;
    return parseSmbiosString(text).state === 'known'
      ? [bytes.subarray(start, start + text.trim().length)]
      : [];
  });
}

/** In both orders of bytes: which one it is does not matter to what has to be found. */
function uuidOf({ type, data }: SmbiosStructure): string[] {
  const bytes = data.subarray(uuidAt, uuidAt + 16);
  const uuid = type === system ? parseSmbiosUuid(bytes, { major: 3, minor: 0 }) : undefined;
  return uuid === undefined ? [] : [uuid];
}

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
