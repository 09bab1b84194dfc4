import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../../src/backend/host/decode.ts';
import { parseErrorCorrection } from '../../../../../src/backend/inventory/smbios/parse-arrays.ts';
import { parseMemoryModules } from '../../../../../src/backend/inventory/smbios/parse-modules.ts';
import { parseSmbiosTable } from '../../../../../src/backend/inventory/smbios/parse-table.ts';
import { known, unknown } from '../../../../../src/contract/index.ts';
import { type ModuleInput, memoryArray, memoryDevice } from '../../../../support/machine/smbios-memory.ts';
import { buildSmbiosTable, type StructureInput } from '../../../../support/machine/smbios-table.ts';

const structuresOf = (structures: StructureInput[]) =>
  parseSmbiosTable(buildSmbiosTable(structures), decodeText).structures;
const modulesOf = (...inputs: ModuleInput[]) => parseMemoryModules(structuresOf(inputs.map(memoryDevice)));
const silent = unknown('the firmware does not say');

describe('a memory module', () => {
  it('says where it sits and what it is', () => {
    const strings = ['DIMM_A1', 'NODE 0', 'Samsung', '039F4A21', 'tag', 'M393A4K40DB3-CWE   '];
    expect(modulesOf({ size: 0x7fff, extendedSize: 32768, strings })).toEqual([
      {
        slot: known('DIMM_A1'),
        bank: known('NODE 0'),
        sizeMiB: known(32768),
        type: known('DDR4'),
        speedMTs: known(3200),
        configuredSpeedMTs: known(2933),
        manufacturer: known('Samsung'),
        partNumber: known('M393A4K40DB3-CWE'),
        serial: known('039F4A21'),
        ecc: known(true),
      },
    ]);
  });

  it.each([
    [{ size: 16384 }, known(16384)],
    [{ size: 0x8000 | 2048 }, known(2)],
    [{ size: 0x8000 | 512 }, unknown('the module has 512 KiB only')],
    [{ size: 0xffff }, silent],
    [{ size: 0x7fff, extendedSize: 0x00200000 }, known(2 * 1024 * 1024)],
    [{ size: 0x7fff, extendedSize: 0x80008000 }, known(0x8000)],
    [{ size: 0x7fff, extendedSize: 32768, length: 0x1c }, silent],
  ])('of %o has a size of %o', (input, size) => {
    expect(modulesOf(input)[0]?.sizeMiB).toEqual(size);
  });

  it.each([
    [{ speed: 0 }, silent],
    [{ speed: 0xffff, extendedSpeed: 70_000 }, known(70_000)],
    [{ speed: 0xffff, extendedSpeed: 70_000, length: 0x54 }, silent],
    [{ length: 0x15 }, silent],
  ])('of %o has a speed of %o', (input, speed) => {
    expect(modulesOf({ size: 1024, ...input })[0]?.speedMTs).toEqual(speed);
  });

  it.each([
    [[72, 64], known(true)],
    [[64, 64], known(false)],
    [[8, 0], known(true)],
    [[0xffff, 64], silent],
    [[0xffff, 0xffff], silent],
    [[0, 0], silent],
  ] satisfies [ModuleInput['widths'], unknown][])('%o bits wide checks itself: %o', (widths, ecc) => {
    expect(modulesOf({ size: 1024, widths })[0]?.ecc).toEqual(ecc);
  });

  it('that is not there leaves a slot that says so', () => {
    const strings = ['DIMM_A2', 'NODE 0', 'NO DIMM', 'NO DIMM', 'NO DIMM', 'NO DIMM'];
    const [slot] = modulesOf({ size: 0, strings });
    const { slot: name, bank, ...rest } = slot ?? {};
    expect([name, bank]).toEqual([known('DIMM_A2'), known('NODE 0')]);
    expect(Object.values(rest)).toEqual(Array(8).fill(unknown('the slot is empty')));
  });

  it('of the flash that carries the firmware is none of the memory', () => {
    const structures = structuresOf([
      memoryArray(0x1000, 6, 1),
      memoryArray(0x1001, 3, 1, 5),
      memoryDevice({ size: 16, array: 0x1001, strings: ['SYSTEM ROM'] }),
      memoryDevice({ size: 1024, strings: ['DIMM 1'] }),
      memoryDevice({ size: 1024, array: 0x7777, strings: ['DIMM 2'] }),
    ]);
    expect(parseMemoryModules(structures).map(({ slot }) => slot)).toEqual([
      known('DIMM 1'),
      known('DIMM 2'),
    ]);
    expect(parseErrorCorrection(structures)).toEqual(known('Multi-bit ECC'));
  });
});

describe('error correction', () => {
  it.each([
    [[5, 5], known('Single-bit ECC')],
    [[6, 3], known('Multi-bit ECC, None')],
    [[2, 1], silent],
    [[], silent],
  ])('of arrays with %o is %o', (codes, word) => {
    expect(parseErrorCorrection(structuresOf(codes.map((code) => memoryArray(0x1000, code, 1))))).toEqual(
      word,
    );
  });
});
