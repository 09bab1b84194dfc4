import { type Fact, known, type SmbiosInventory, unknown } from '../../../contract/index.ts';
import { parseSmbiosString } from './parse-string.ts';
import { type SmbiosStructure, stringAt } from './parse-table.ts';
import { parseSmbiosUuid } from './parse-uuid.ts';
import type { SmbiosVersion } from './parse-version.ts';

type Fields = Record<string, Fact<string>>;
type Decode = (bytes: Uint8Array) => string;

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

/** Types 0, 1, 2, 3 (the first of each) and 11. */
export function parseSmbiosInventory(
  structures: readonly SmbiosStructure[],
  version: SmbiosVersion | undefined,
  decode: Decode,
): SmbiosInventory {
  const first = (type: number): SmbiosStructure | undefined =>
    structures.find((structure) => structure.type === type);
  const strings = (type: number, offsets: Record<string, number>): Fields =>
    toFields(first(type), offsets, decode);
  return {
    bios: { ...strings(0, biosStrings), release: parseRelease(first(0)) },
    system: { ...strings(1, systemStrings), uuid: parseSystemUuid(first(1), version) },
    baseBoard: strings(2, baseBoardStrings),
    chassis: {
      ...strings(3, chassisStrings),
      sku: parseSmbiosString(decodeAt(first(3), chassisSkuOffset(first(3)), decode)),
    },
    oemStrings: structures
      .filter((structure) => structure.type === 11)
      .flatMap((structure) => structure.strings.map((bytes) => parseSmbiosString(decode(bytes))))
      .flatMap((fact) => (fact.state === 'known' ? [fact.value] : [])),
  };
}

function toFields(
  structure: SmbiosStructure | undefined,
  offsets: Record<string, number>,
  decode: Decode,
): Fields {
  return Object.fromEntries(
    Object.entries(offsets).map(([key, offset]) => [
      key,
      parseSmbiosString(decodeAt(structure, offset, decode)),
    ]),
  );
}

function decodeAt(
  structure: SmbiosStructure | undefined,
  offset: number | undefined,
  decode: Decode,
): string | undefined {
  const bytes = structure === undefined || offset === undefined ? undefined : stringAt(structure, offset);
  return bytes === undefined ? undefined : decode(bytes);
}

/** The release of the BIOS is two numbers; 255 means that there is none. */
function parseRelease(bios: SmbiosStructure | undefined): Fact<string> {
  const [major, minor] = [bios?.data[0x14], bios?.data[0x15]];
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
