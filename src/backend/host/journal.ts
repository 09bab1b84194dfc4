import type { CommandResult, RunCommand } from './commands.ts';

export interface JournalQuery {
  unit: string;
  limit: number;
  /** Only what comes after this cursor, oldest first. */
  after?: string | undefined;
  /** Only what comes before this cursor, newest first. */
  before?: string | undefined;
}

/** 32 MiB: a thousand lines of journald's greatest length (48 KiB) are not to be expected. */
const maxBytes = 32 * 1024 * 1024;

/**
 * Lines of one unit's journal as journalctl's JSON: with `after` the first ones after it, oldest first; otherwise the last ones (before `before`),
 * newest first.
 */
export function readJournal(
  run: RunCommand,
  { unit, limit, after, before }: JournalQuery,
): Promise<CommandResult> {
  const from =
    after === undefined
      ? ['--reverse', ...(before === undefined ? [] : [`--after-cursor=${before}`])]
      : [`--after-cursor=${after}`];
  const args = [
    `--unit=${unit}`,
    '--output=json',
    '--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER',
    '--no-pager',
    '--quiet',
    '--all',
    `--lines=${limit}`,
    ...from,
  ];
  return run('journalctl', args, { maxBytes, timeoutMs: 15_000 });
}
