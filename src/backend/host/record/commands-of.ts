import type { CommandResult, RunCommand } from '../commands.ts';
import type { MachineRecord, RecordedCommand } from './model.ts';

/** Answers as the programs of a recorded machine did. One that was not run there is missing. */
export function commandsOf(record: MachineRecord): RunCommand {
  const answers = new Map(record.commands.map((command) => [JSON.stringify(command.run), command]));
  return async (file, args) => {
    const command = answers.get(JSON.stringify([file, ...args]));
    return command === undefined
      ? { ok: false, why: 'missing', message: `the recording has no answer of ${file}` }
      : toResult(command);
  };
}

function toResult(command: RecordedCommand): CommandResult {
  if ('failed' in command) return { ok: false, why: command.failed, message: command.message };
  const { status, stdout, message = 'it failed' } = command;
  return status === 0 ? { ok: true, stdout } : { ok: false, why: 'failed', message, status, stdout };
}
