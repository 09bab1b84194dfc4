import { type Fact, known, type SmbiosInventory, unknown } from '../../../contract/index.ts';
import { pickBaseBoard, pickChassis } from './parse-boards.ts';
import { byteAt, textAt } from './parse-field.ts';
import { parseSmbiosString } from './parse-string.ts';
import type { SmbiosStructure } from './parse-table.ts';
import { parseSmbiosUuid } from './parse-uuid.ts';
import type { SmbiosVersion } from './parse-version.ts';

type Fields = Record<string, Fact<string>>;

/** Offsets of the numbers of strings, DSP0134 chapters 7.1 to 7.4; keys are those of libvirt's `<sysinfo type='smbios'>`. */
const biosStrings = { vendor: 0x04, version: 0x05, date: 0x08 };
const systemStrings = {
  manufacturer: 0x04,
  product: 0x05,
  version: 0x06,
  serial: 0x07,
  sku: 0x19,
  family: 0x1a,
};
const baseBoardStrings = {
  manufacturer: 0x04,
  product: 0x05,
  version: 0x06,
  serial: 0x07,
  asset: 0x08,
  location: 0x0a,
};
const chassisStrings = { manufacturer: 0x04, version: 0x06, serial: 0x07, asset: 0x08 };
/** More than any firmware has: an inventory is sent whole. */
const maxOemStrings = 256;
const maxOthers = 64;

/** Types 0 and 1 (the first of each), 2, 3 and 11. */
export function parseSmbiosInventory(
  structures: readonly SmbiosStructure[],
  version: SmbiosVersion | undefined,
): SmbiosInventory {
  const all = (type: number): SmbiosStructure[] => structures.filter((structure) => structure.type === type);
  const [bios] = all(0);
  const [system] = all(1);
  const baseBoards = pickBaseBoard(all(2));
  const chassis = pickChassis(all(3), baseBoards.main);
  return {
    bios: { ...toFields(bios, biosStrings), release: parseRelease(bios) },
    system: { ...toFields(system, systemStrings), uuid: parseSystemUuid(system, version) },
    baseBoard: toBaseBoard(baseBoards.main),
    chassis: toChassis(chassis.main),
    otherBaseBoards: baseBoards.others.slice(0, maxOthers).map(toBaseBoard),
    otherChassis: chassis.others.slice(0, maxOthers).map(toChassis),
    oemStrings: all(11)
      .flatMap(({ strings }) => strings)
      .map(parseSmbiosString)
      .flatMap((fact) => (fact.state === 'known' ? [fact.value] : []))
      .slice(0, maxOemStrings),
  };
}

const toBaseBoard = (board: SmbiosStructure | undefined): Fields => toFields(board, baseBoardStrings);

const toChassis = (chassis: SmbiosStructure | undefined): Fields => ({
  ...toFields(chassis, chassisStrings),
  sku: textAt(chassis, chassisSkuOffset(chassis)),
});

function toFields(structure: SmbiosStructure | undefined, offsets: Record<string, number>): Fields {
  return Object.fromEntries(Object.entries(offsets).map(([key, offset]) => [key, textAt(structure, offset)]));
}

/** The release of the BIOS is two numbers; 255 means that there is none. */
function parseRelease(bios: SmbiosStructure | undefined): Fact<string> {
  const [major, minor] = bios === undefined ? [] : [byteAt(bios, 0x14), byteAt(bios, 0x15)];
  if (major === undefined || minor === undefined || major === 0xff || minor === 0xff)
    return unknown('the firmware does not say');
  return known(`${major}.${minor}`);
}

function parseSystemUuid(
  system: SmbiosStructure | undefined,
  version: SmbiosVersion | undefined,
): Fact<string> {
  const uuid = parseSmbiosUuid(system?.data.subarray(0x08, 0x18) ?? new Uint8Array(), version);
  return uuid === undefined ? unknown('the firmware has none of its own') : known(uuid);
}

/** The SKU of the chassis comes after a list of contained elements, whose count and record length precede it. */
function chassisSkuOffset(chassis: SmbiosStructure | undefined): number | undefined {
  const [count, length] = [chassis?.data[0x13], chassis?.data[0x14]];
  return count === undefined || length === undefined ? undefined : 0x15 + count * length;
}
