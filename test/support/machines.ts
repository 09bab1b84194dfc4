import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunCommand } from '../../src/backend/host/commands.ts';
import type { Files } from '../../src/backend/host/files.ts';
import { commandsOf } from '../../src/backend/host/record/commands-of.ts';
import { filesOf } from '../../src/backend/host/record/files-of.ts';
import type { MachineRecord } from '../../src/backend/host/record/model.ts';
import { parseRecord } from '../../src/backend/host/record/parse-record.ts';

export const machinesFolder = join(import.meta.dirname, '..', 'fixtures', 'machines');

const ending = '.machine.json';
export const machineFile = (name: string): string => join(machinesFolder, `${name}${ending}`);
/** What the inventory makes of the machine. */
export const inventoryFile = (name: string): string => join(machinesFolder, `${name}.json`);

/** The recorded and the hand-made machines. */
export const machineNames = readdirSync(machinesFolder)
  .filter((name) => name.endsWith(ending))
  .map((name) => name.slice(0, -ending.length));

export function machineRecord(name: string): MachineRecord {
  const parsed = parseRecord(readFileSync(machineFile(name), 'utf8'), machineFile(name));
  if (!parsed.ok) throw new Error(`${machineFile(name)}: ${parsed.problem.message}`);
  return parsed.record;
}

/** A machine of test/fixtures/machines as what reads it. */
export function machine(name: string): { files: Files; run: RunCommand } {
  const record = machineRecord(name);
  return { files: filesOf(record), run: commandsOf(record) };
}
