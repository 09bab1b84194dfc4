import type { Clock } from '../backend/engine/clock.ts';
import type { RunCommand } from '../backend/host/commands.ts';
import type { Files } from '../backend/host/files.ts';
import { renderRecord } from '../backend/host/record/render-record.ts';
import { recordMachine } from '../backend/inventory/recording/record-machine.ts';
import type { RecordAnswer } from '../cli/workbench.ts';

export interface Recording {
  files: Files;
  run: RunCommand;
  clock: Clock;
  /** Without it serial numbers and the like stay as they are. */
  key: Uint8Array | undefined;
  writeFile(path: string, content: string): Promise<void>;
}

/** Records a machine into a file. @throws Error when the file cannot be written */
export async function recordToFile(
  { files, run, clock, key, writeFile }: Recording,
  out: string,
): Promise<RecordAnswer> {
  const record = await recordMachine(files, run, clock, key);
  await writeFile(out, renderRecord(record));
  return { file: out, paths: Object.keys(record.files).length, commands: record.commands.length };
}
