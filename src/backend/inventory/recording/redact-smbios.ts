import { parseSmbiosString } from '../smbios/parse-string.ts';
import { parseSmbiosTable, type SmbiosStructure } from '../smbios/parse-table.ts';
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
  return structuresOf(table).flatMap((structure) => [
    ...piecesOf(structure).flatMap(({ text, identifies }): Identity[] =>
      identifies ? [{ kind: 'serial', text }] : [],
    ),
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
  for (const structure of structuresOf(redacted)) {
    const opaque = isOpaque(structure.type);
    if (opaque) structure.data.fill(0, headerBytes);
    end = structure.data.byteOffset + structure.data.length;
    for (const { text, at, identifies } of piecesOf(structure)) {
      end = at + text.length;
      if (opaque) redacted.fill('x'.charCodeAt(0), at, end);
      else if (identifies) redacted.set(Buffer.from(disguise(text), 'latin1'), at);
    }
  }
  return redacted.fill(0, end);
}

const headerBytes = 4;
const structuresOf = (table: Uint8Array): SmbiosStructure[] =>
  parseSmbiosTable(table, (bytes) => Buffer.from(bytes).toString('latin1')).structures;

interface Piece {
  /** A character for each byte. Without the space around it where it identifies, so that what is found is what is replaced. */
  text: string;
  /** Its place in the table's memory. */
  at: number;
  identifies: boolean;
}

/** The structure's strings, which follow its formatted area with a zero byte behind each. */
function piecesOf({ type, data, strings }: SmbiosStructure): Piece[] {
  const numbers = new Set((identifying[type] ?? []).map((offset) => data[offset]));
  let at = data.byteOffset + data.length;
  return strings.map((text, index) => {
    const start = at;
    at += text.length + 1;
    const identifies = numbers.has(index + 1) && parseSmbiosString(text).state === 'known';
    if (!identifies) return { text, at: start, identifies };
    return { text: text.trim(), at: start + text.length - text.trimStart().length, identifies };
  });
}

/** Which order its bytes have does not matter: both are replaced. */
function uuidOf({ type, data }: SmbiosStructure): string[] {
  const bytes = data.subarray(uuidAt, uuidAt + 16);
  const uuid = type === system ? parseSmbiosUuid(bytes, { major: 3, minor: 0 }) : undefined;
  return uuid === undefined ? [] : [uuid];
}
