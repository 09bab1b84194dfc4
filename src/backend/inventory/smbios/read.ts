import { type Fact, known, type SmbiosInventory, unknown } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import { parseSmbiosInventory } from './parse-inventory.ts';
import { parseSmbiosString } from './parse-string.ts';
import { parseUuid } from './parse-uuid.ts';
import type { SmbiosTable } from './read-table.ts';

const attributes = '/sys/class/dmi/id';

/** SMBIOS from the firmware's table, else from the kernel's attributes (which have no OEM strings), else unknown. */
export async function readSmbios(
  files: Files,
  { structures, version }: SmbiosTable,
): Promise<SmbiosInventory> {
  return structures.length === 0 ? readAttributes(files) : parseSmbiosInventory(structures, version);
}

const names = {
  bios: { vendor: 'bios_vendor', version: 'bios_version', date: 'bios_date', release: 'bios_release' },
  system: {
    manufacturer: 'sys_vendor',
    product: 'product_name',
    version: 'product_version',
    serial: 'product_serial',
    sku: 'product_sku',
    family: 'product_family',
  },
  baseBoard: {
    manufacturer: 'board_vendor',
    product: 'board_name',
    version: 'board_version',
    serial: 'board_serial',
    asset: 'board_asset_tag',
  },
  chassis: {
    manufacturer: 'chassis_vendor',
    version: 'chassis_version',
    serial: 'chassis_serial',
    asset: 'chassis_asset_tag',
  },
};

async function readAttributes(files: Files): Promise<SmbiosInventory> {
  const text = async (name: string): Promise<string | undefined> => {
    const reading = await files.readText(`${attributes}/${name}`);
    return reading.ok ? reading.value : undefined;
  };
  const fields = async (wanted: Record<string, string>): Promise<Record<string, Fact<string>>> => {
    const facts = Object.entries(wanted).map(
      async ([key, name]) => [key, parseSmbiosString(await text(name))] as const,
    );
    return Object.fromEntries(await Promise.all(facts));
  };
  const [bios, system, baseBoard, chassis, uuidText] = await Promise.all([
    fields(names.bios),
    fields(names.system),
    fields(names.baseBoard),
    fields(names.chassis),
    text('product_uuid'),
  ]);
  const uuid = parseUuid(uuidText ?? '');
  const uuidFact: Fact<string> =
    uuid === undefined ? unknown('the firmware has none of its own') : known(uuid);
  return {
    bios,
    system: { ...system, uuid: uuidFact },
    baseBoard,
    chassis,
    otherBaseBoards: [],
    otherChassis: [],
    oemStrings: [],
  };
}
