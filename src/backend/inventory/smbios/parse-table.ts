/** One structure of an SMBIOS table: see DMTF DSP0134, chapter 6.1. */
export interface SmbiosStructure {
  type: number;
  handle: number;
  /** The formatted area with its header of four bytes. */
  data: Uint8Array;
  /** The strings as the firmware has them, so that they are hostile still; the first has number 1. */
  strings: string[];
}

export interface SmbiosStructures {
  structures: SmbiosStructure[];
  /** False when the table does not end as it should: what comes after the damage is not in `structures`. */
  whole: boolean;
}

const headerBytes = 4;
const endOfTable = 127;
/** More than any firmware has; a damaged table ends here. */
const maxStructures = 2048;
/** The number of a string is one byte, and 0 means that there is none. */
const maxStrings = 255;

/**
 * The structures of `/sys/firmware/dmi/tables/DMI` in their order. A damaged table gives what comes before the damage: behind a length
 * that can't be, nothing tells where the next structure begins, and a guess could make up a serial number.
 */
export function parseSmbiosTable(table: Uint8Array, decode: (bytes: Uint8Array) => string): SmbiosStructures {
  const structures: SmbiosStructure[] = [];
  let offset = 0;
  while (offset < table.length && structures.length < maxStructures) {
    const [type = endOfTable, length = 0, low = 0, high = 0] = table.subarray(offset, offset + headerBytes);
    const formattedEnd = offset + length;
    if (length < headerBytes || formattedEnd > table.length) return { structures, whole: false };
    const { strings, end } = parseStrings(table, formattedEnd);
    structures.push({
      type,
      handle: low | (high << 8),
      data: table.subarray(offset, formattedEnd),
      strings: strings.map(decode),
    });
    if (type === endOfTable) return { structures, whole: true };
    if (end > table.length) return { structures, whole: false };
    offset = end;
  }
  // Before version 2.2 there was no structure that ends the table: it then ends with its last byte.
  return { structures, whole: offset === table.length };
}

/** Strings end with a zero byte each and the set with one more; a structure without strings has two zero bytes. */
function parseStrings(table: Uint8Array, start: number): { strings: Uint8Array[]; end: number } {
  const strings: Uint8Array[] = [];
  let offset = start;
  while (offset < table.length && table[offset] !== 0) {
    const zero = table.indexOf(0, offset);
    const end = zero < 0 ? table.length : zero;
    if (strings.length < maxStrings) strings.push(table.subarray(offset, end));
    offset = end + 1;
  }
  return { strings, end: offset + (strings.length === 0 ? 2 : 1) };
}
