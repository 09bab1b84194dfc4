export interface StructureInput {
  type: number;
  /** Bytes of the formatted area behind the header of four bytes. */
  body: number[];
  strings?: (string | Uint8Array)[];
  /** Its place in the table, unless others have to name it. */
  handle?: number;
}

/** An SMBIOS table of structures, as `/sys/firmware/dmi/tables/DMI` has it, with the end-of-table structure. */
export function buildSmbiosTable(structures: readonly StructureInput[]): Uint8Array {
  return new Uint8Array([...structures, { type: 127, body: [] }].flatMap(toBytes));
}

function toBytes({ type, body, strings = [], handle }: StructureInput, index: number): number[] {
  const texts = strings.flatMap((text) => [...(typeof text === 'string' ? Buffer.from(text) : text), 0]);
  return [
    type,
    4 + body.length,
    ...word(handle ?? index),
    ...body,
    ...(texts.length === 0 ? [0, 0] : [...texts, 0]),
  ];
}

/** Little-endian. */
export const word = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
export const doubleWord = (value: number): number[] => [...word(value & 0xffff), ...word(value >>> 16)];

/** A version 3 entry point (`_SM3_`) that tells this version. */
export const buildEntryPoint = (major: number, minor: number): Uint8Array =>
  new Uint8Array([...Buffer.from('_SM3_'), 0, 24, major, minor, ...Array(15).fill(0)]);

export interface Identity {
  bios?: (string | Uint8Array)[];
  system?: (string | Uint8Array)[];
  uuid?: number[];
  baseBoard?: (string | Uint8Array)[];
  chassis?: (string | Uint8Array)[];
  oem?: (string | Uint8Array)[];
}

/** Types 0, 1, 2, 3 and 11 with strings numbered in the order of their fields, then what follows them. */
export function identityTable(identity: Identity, more: readonly StructureInput[] = []): Uint8Array {
  const { bios = [], system = [], baseBoard = [], chassis = [], oem = [] } = identity;
  const uuid = identity.uuid ?? [...Array(15).keys(), 0xf0].map((n) => n + 1);
  return buildSmbiosTable([
    // Type 0: vendor, version, segment, date, ROM size, characteristics (8) and extensions (2), release 2.7
    { type: 0, body: [1, 2, 0, 0xe8, 3, 0, ...Array(10).fill(0), 2, 7, 255, 255], strings: bios },
    { type: 1, body: [1, 2, 3, 4, ...uuid, 6, 5, 6], strings: system },
    { type: 2, body: [1, 2, 3, 4, 5, 9, 6], strings: baseBoard },
    // Type 3 with one contained element of three bytes before the number of the SKU's string
    {
      type: 3,
      body: [1, 0x17, 2, 3, 4, 3, 3, 3, 3, 0, 0, 0, 0, 2, 1, 1, 3, 0xa1, 0, 1, 5],
      strings: chassis,
    },
    { type: 11, body: [oem.length], strings: oem },
    ...more,
  ]);
}
