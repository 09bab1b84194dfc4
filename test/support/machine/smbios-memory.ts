import { doubleWord, type StructureInput, word } from './smbios-table.ts';

/** Type 16: the memory of the system on the board, unless `use` says another (5: flash). */
export const memoryArray = (
  handle: number,
  correction: number,
  devices: number,
  use = 3,
): StructureInput => ({
  type: 16,
  handle,
  body: [3, use, correction, ...doubleWord(0x80000000), ...word(0xfffe), ...word(devices)],
});

export interface ModuleInput {
  /** Of the array, 0x1000 unless it is said. */
  array?: number;
  /** The word as it is in the table: MiB, or KiB with bit 15 set; 0 empty, 0xFFFF unknown, 0x7FFF sends to `extendedSize`. */
  size: number;
  extendedSize?: number;
  /** Bits with and without those that check. */
  widths?: [total: number, data: number];
  /** 0x1A is DDR4, 0x22 DDR5. */
  type?: number;
  speed?: number;
  configuredSpeed?: number;
  extendedSpeed?: number;
  /** Slot, bank, manufacturer, serial, asset tag, part number. */
  strings?: (string | Uint8Array)[];
  /** The length of the structure: 0x15 in version 2.1, 0x5C in version 3.3. */
  length?: number;
}

/** Type 17 as version 3.3 has it, cut to `length`. */
export function memoryDevice(input: ModuleInput): StructureInput {
  const { array = 0x1000, size, extendedSize = 0, widths = [72, 64], type = 0x1a, strings = [] } = input;
  const { speed = 3200, configuredSpeed = 2933, extendedSpeed = 0, length = 0x5c } = input;
  const body = [
    ...[...word(array), ...word(0xfffe), ...word(widths[0]), ...word(widths[1]), ...word(size)],
    ...[9, 0, 1, 2, type, ...word(0x80), ...word(speed), 3, 4, 5, 6, 2],
    ...[...doubleWord(extendedSize), ...word(configuredSpeed), ...word(1200), ...word(1200), ...word(1200)],
    ...[3, ...word(8), 0, ...word(0xce80), ...word(0), ...word(0), ...word(0), ...Array(32).fill(0)],
    ...[...doubleWord(extendedSpeed), ...doubleWord(extendedSpeed)],
  ];
  return { type: 17, body: body.slice(0, length - 4), strings };
}
