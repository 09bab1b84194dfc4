import { expect, it } from 'vitest';
import { decodeText } from '../../../../../src/backend/host/decode.ts';
import { parseSmbiosInventory } from '../../../../../src/backend/inventory/smbios/parse-inventory.ts';
import { parseSmbiosTable } from '../../../../../src/backend/inventory/smbios/parse-table.ts';
import { factValue } from '../../../../../src/contract/index.ts';
import { buildSmbiosTable, type StructureInput, word } from '../../../../support/machine/smbios-table.ts';

/** Type 2 with one string, its product. */
const board = (product: string, features: number, type: number, chassis = 0xffff): StructureInput => ({
  type: 2,
  body: [0, 1, 0, 0, 0, features, 0, ...word(chassis), type, 0],
  strings: [product],
});
/** Type 3 with one string, its serial number. */
const chassis = (handle: number, serial: string): StructureInput => ({
  type: 3,
  handle,
  body: [0, 0x17, 0, 1, 0, 3, 3, 3, 3],
  strings: [serial],
});

function pick(...structures: StructureInput[]) {
  const smbios = parseSmbiosInventory(
    parseSmbiosTable(buildSmbiosTable(structures), decodeText).structures,
    undefined,
  );
  return {
    board: factValue(smbios.baseBoard.product ?? { state: 'unknown' }),
    boards: smbios.otherBaseBoards.map(({ product }) => product && factValue(product)),
    chassis: factValue(smbios.chassis.serial ?? { state: 'unknown' }),
    chassises: smbios.otherChassis.map(({ serial }) => serial && factValue(serial)),
  };
}

it('takes the board that hosts the others for the box', () => {
  expect(pick(board('Riser', 0, 0x0b), board('Main', 1, 0x0b))).toMatchObject({
    board: 'Main',
    boards: ['Riser'],
  });
  expect(pick(board('Riser', 0, 0x0b), board('Main', 0, 0x0a))).toMatchObject({
    board: 'Main',
    boards: ['Riser'],
  });
});

it('takes the first board when none stands out', () => {
  expect(pick(board('A', 0, 1), board('B', 0, 1))).toMatchObject({ board: 'A', boards: ['B'] });
});

it("takes the blade's chassis and not that of the enclosure", () => {
  const enclosure = chassis(0x300, 'ENCLOSURE');
  const blade = chassis(0x301, 'BLADE');
  expect(pick(enclosure, blade, board('Main', 1, 3, 0x301))).toMatchObject({
    chassis: 'BLADE',
    chassises: ['ENCLOSURE'],
  });
  expect(pick(enclosure, blade, board('Main', 1, 3, 0x999))).toMatchObject({
    chassis: 'ENCLOSURE',
    chassises: ['BLADE'],
  });
});

it('has none where the firmware lists none', () => {
  expect(pick()).toEqual({ board: undefined, boards: [], chassis: undefined, chassises: [] });
});
