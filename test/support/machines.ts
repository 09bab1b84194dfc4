import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../src/backend/engine/clock.ts';
import type { RunCommand } from '../../src/backend/host/commands.ts';
import type { Files } from '../../src/backend/host/files.ts';
import { commandsOf } from '../../src/backend/host/record/commands-of.ts';
import { filesOf } from '../../src/backend/host/record/files-of.ts';
import type { MachineRecord } from '../../src/backend/host/record/model.ts';
import { parseRecord } from '../../src/backend/host/record/parse-record.ts';
import { readInventory } from '../../src/backend/inventory/read-inventory.ts';
import { permanentMacsBy } from '../../src/backend/inventory/read-permanent-macs.ts';
import { withSlowFacts } from '../../src/backend/inventory/slow/plan-slow.ts';
import { slowFactsBy } from '../../src/backend/inventory/slow/read-slow.ts';
import type { Inventory } from '../../src/contract/index.ts';

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

export interface Machine {
  files: Files;
  run: RunCommand;
}

/** What reads a recorded machine. */
export const machineOfRecord = (record: MachineRecord): Machine => ({
  files: filesOf(record),
  run: commandsOf(record),
});

/** A machine of test/fixtures/machines as what reads it. */
export const machine = (name: string): Machine => machineOfRecord(machineRecord(name));

/** Always the same moment, and no timer ever ends. */
export const standingClock: Clock = { now: () => new Date('2026-01-02T03:04:05Z'), after: () => () => {} };

/** The whole inventory, with what programs said. */
export async function readMachine({ files, run }: Machine): Promise<Inventory> {
  const inventory = await readInventory(files, permanentMacsBy(run), standingClock.now());
  const asked = slowFactsBy(run, standingClock);
  return withSlowFacts(inventory, await asked(inventory, new AbortController().signal));
}
