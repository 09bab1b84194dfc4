import type { Problem } from '../../../contract/index.ts';
import { decodeText } from '../../host/decode.ts';
import type { Files } from '../../host/files.ts';
import { parseSmbiosTable, type SmbiosStructure } from './parse-table.ts';
import { parseSmbiosVersion, type SmbiosVersion } from './parse-version.ts';

const folder = '/sys/firmware/dmi/tables';
/** The length of a version 2 table has 16 bits; version 3 tables of large servers are longer. */
const limitBytes = 1024 * 1024;

export interface SmbiosTable {
  structures: SmbiosStructure[];
  version: SmbiosVersion | undefined;
  problems: Problem[];
}

/** The firmware's table, read and parsed once for all parts of the inventory. Without one there are no structures. */
export async function readSmbiosTable(files: Files): Promise<SmbiosTable> {
  const [table, entryPoint] = await Promise.all([
    files.readBytes(`${folder}/DMI`, limitBytes),
    files.readBytes(`${folder}/smbios_entry_point`),
  ]);
  const version = entryPoint.ok ? parseSmbiosVersion(entryPoint.value) : undefined;
  if (!table.ok) {
    // Missing is no problem: virtual machines and boards without firmware tables have none.
    return { structures: [], version, problems: table.why === 'missing' ? [] : [unreadable] };
  }
  const { structures, whole } = parseSmbiosTable(table.value, decodeText);
  return { structures, version, problems: whole ? [] : [damaged(structures.length)] };
}

const unreadable: Problem = {
  code: 'inventory.smbios-unreadable',
  severity: 'warning',
  message: "The firmware's table (SMBIOS) cannot be read, so that memory modules are not known",
  hint: 'See `bezel log` for messages of the kernel',
};

const damaged = (count: number): Problem => ({
  code: 'inventory.smbios-damaged',
  severity: 'warning',
  message: `The firmware's table (SMBIOS) is damaged after ${count} structures: what follows is not known`,
  hint: "An update of the box's firmware may repair it",
});
