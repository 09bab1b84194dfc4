/** One structure of an SMBIOS table: see DMTF DSP0134, chapter 6.1. */
export interface SmbiosStructure {
  type: number;
  handle: number;
  /** The formatted area with its header of four bytes. */
  data: Uint8Array;
  /** The strings as bytes; the first has number 1. */
  strings: Uint8Array[];
}

const headerBytes = 4;
const endOfTable = 127;
/** More than any firmware has; a damaged table ends here. */
const maxStructures = 2048;

/** The structures of `/sys/firmware/dmi/tables/DMI` in their order. A damaged table gives what comes before the damage. */
export function parseSmbiosTable(table: Uint8Array): SmbiosStructure[] {
  const structures: SmbiosStructure[] = [];
  let offset = 0;
  while (offset + headerBytes <= table.length && structures.length < maxStructures) {
    const type = table[offset] ?? endOfTable;
    const length = table[offset + 1] ?? 0;
    const formattedEnd = offset + length;
    if (length < headerBytes || formattedEnd > table.length) break;
    const data = table.subarray(offset, formattedEnd);
    const { strings, end } = parseStrings(table, formattedEnd);
    structures.push({ type, handle: (data[2] ?? 0) | ((data[3] ?? 0) << 8), data, strings });
    if (type === endOfTable) break;
    offset = end;
  }
  return structures;
}

/** Strings end with a zero byte each and the set with one more; a structure without strings has two zero bytes. */
function parseStrings(table: Uint8Array, start: number): { strings: Uint8Array[]; end: number } {
  const strings: Uint8Array[] = [];
  let offset = start;
  while (offset < table.length && table[offset] !== 0) {
    const zero = table.indexOf(0, offset);
    const end = zero < 0 ? table.length : zero;
    strings.push(table.subarray(offset, end));
    offset = end + 1;
  }
  return { strings, end: offset + (strings.length === 0 ? 2 : 1) };
}

/** Bytes of a string by the number at `offset` of the formatted area; `undefined` when the structure has no such field or string. */
export function stringAt(structure: SmbiosStructure, offset: number): Uint8Array | undefined {
  const number = structure.data[offset];
  return number === undefined || number === 0 ? undefined : structure.strings[number - 1];
}
