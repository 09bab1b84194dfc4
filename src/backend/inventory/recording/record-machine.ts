import type { Clock } from '../../engine/clock.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { Files } from '../../host/files.ts';
import type { MachineRecord } from '../../host/record/model.ts';
import { recorderOf } from '../../host/record/recorder.ts';
import { readInventory } from '../read-inventory.ts';
import { permanentMacsBy } from '../read-permanent-macs.ts';
import { slowFactsBy } from '../slow/read-slow.ts';
import { redactRecord } from './redact.ts';
import { toUsedNames } from './to-used-names.ts';

const namesPath = '/usr/share/misc/pci.ids';

/**
 * Everything that the inventory reads of a machine, what programs are asked included, and nothing else. With a key, serial numbers and the like are replaced; the key should be
 * random and forgotten. Never throws: what can't be read is recorded as that.
 */
export async function recordMachine(
  files: Files,
  run: RunCommand,
  clock: Clock,
  redactionKey: Uint8Array | undefined,
): Promise<MachineRecord> {
  const recorder = recorderOf(files, run);
  const inventory = await readInventory(recorder.files, permanentMacsBy(recorder.run), clock.now());
  await slowFactsBy(recorder.run, clock)(inventory, new AbortController().signal);
  const record = recorder.toRecord();
  const names = record.files[namesPath];
  if (typeof names === 'string') record.files[namesPath] = toUsedNames(names, record.files);
  return redactionKey === undefined ? record : redactRecord(record, redactionKey);
}
