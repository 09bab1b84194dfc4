import { type Fact, known, type MemoryModule, unknown } from '../../../contract/index.ts';
import { isForOtherUse } from './parse-arrays.ts';
import { byteAt, doubleWordAt, textAt, wordAt } from './parse-field.ts';
import type { SmbiosStructure } from './parse-table.ts';

const silent = 'the firmware does not say';
const empty: Fact<never> = unknown('the slot is empty');

/** DSP0134 table 78. What is not here is `Other`, `Unknown`, or newer than this list. */
const types: Record<number, string> = {
  3: 'DRAM',
  4: 'EDRAM',
  5: 'VRAM',
  6: 'SRAM',
  7: 'RAM',
  8: 'ROM',
  9: 'Flash',
  10: 'EEPROM',
  11: 'FEPROM',
  12: 'EPROM',
  13: 'CDRAM',
  14: '3DRAM',
  15: 'SDRAM',
  16: 'SGRAM',
  17: 'RDRAM',
  18: 'DDR',
  19: 'DDR2',
  20: 'DDR2 FB-DIMM',
  24: 'DDR3',
  25: 'FBD2',
  26: 'DDR4',
  27: 'LPDDR',
  28: 'LPDDR2',
  29: 'LPDDR3',
  30: 'LPDDR4',
  31: 'Logical non-volatile device',
  32: 'HBM',
  33: 'HBM2',
  34: 'DDR5',
  35: 'LPDDR5',
  36: 'HBM3',
};

/** The slots of the box's memory, taken or not, in the firmware's order (type 17, DSP0134 7.18). */
export function parseMemoryModules(structures: readonly SmbiosStructure[]): MemoryModule[] {
  return structures
    .filter((structure) => structure.type === 17 && !isForOtherUse(structures, wordAt(structure, 0x04)))
    .map(parseModule);
}

function parseModule(device: SmbiosStructure): MemoryModule {
  const place = { slot: textAt(device, 0x10), bank: textAt(device, 0x11) };
  if (wordAt(device, 0x0c) === 0) {
    return {
      ...place,
      sizeMiB: empty,
      type: empty,
      speedMTs: empty,
      configuredSpeedMTs: empty,
      manufacturer: empty,
      partNumber: empty,
      serial: empty,
      ecc: empty,
    };
  }
  return {
    ...place,
    sizeMiB: parseSize(device),
    type: parseType(byteAt(device, 0x12)),
    speedMTs: parseSpeed(wordAt(device, 0x15), doubleWordAt(device, 0x54)),
    configuredSpeedMTs: parseSpeed(wordAt(device, 0x20), doubleWordAt(device, 0x58)),
    manufacturer: textAt(device, 0x17),
    partNumber: textAt(device, 0x1a),
    serial: textAt(device, 0x18),
    ecc: parseEcc(wordAt(device, 0x08), wordAt(device, 0x0a)),
  };
}

/** In MiB, or in KiB with bit 15 set; 0x7FFF sends to the extended size (MiB, 31 bits); 0xFFFF is unknown. */
function parseSize(device: SmbiosStructure): Fact<number> {
  const size = wordAt(device, 0x0c);
  if (size === undefined || size === 0xffff) return unknown(silent);
  if (size === 0x7fff) {
    const extended = (doubleWordAt(device, 0x1c) ?? 0) % 2 ** 31;
    return extended === 0 ? unknown(silent) : known(extended);
  }
  if (size < 0x8000) return known(size);
  const sizeKiB = size - 0x8000;
  return sizeKiB < 1024 ? unknown(`the module has ${sizeKiB} KiB only`) : known(Math.floor(sizeKiB / 1024));
}

function parseType(type: number | undefined): Fact<string> {
  const name = type === undefined ? undefined : types[type];
  return name === undefined ? unknown(silent) : known(name);
}

/** 0 is unknown; 0xFFFF sends to the extended speed, 31 bits. */
function parseSpeed(speed: number | undefined, extended: number | undefined): Fact<number> {
  const value = speed === 0xffff ? (extended ?? 0) % 2 ** 31 : (speed ?? 0);
  return value === 0 ? unknown(silent) : known(value);
}

/** Widths in bits, check bits being part of the total one; 0xFFFF is unknown. */
function parseEcc(total: number | undefined, data: number | undefined): Fact<boolean> {
  if (total === undefined || data === undefined || total === 0xffff || data === 0xffff || total === 0)
    return unknown(silent);
  return known(total > data);
}
