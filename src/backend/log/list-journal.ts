import type { LogEntry } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { RunCommand } from '../host/commands.ts';
import { type JournalQuery, readJournal } from '../host/journal.ts';
import { parseJournal } from './parse-journal.ts';

/** journald's cursors: `s=…;i=…;b=…`. Anything else never reaches journalctl. */
const cursorForm = /^[a-z]=[0-9a-f]+(?:;[a-z]=[0-9a-f]+)*$/;

/**
 * Entries of a unit's journal, oldest first.
 * @throws OperatorError `log.bad-cursor`, `log.unreadable`
 */
export async function listJournal(run: RunCommand, query: JournalQuery): Promise<LogEntry[]> {
  const cursor = query.after ?? query.before;
  if (cursor !== undefined && !cursorForm.test(cursor)) {
    throw new OperatorError('log.bad-cursor', 'The cursor is none of the journal', {
      status: 400,
      hint: 'Use one that log.list has given',
    });
  }
  const result = await readJournal(run, query);
  if (!result.ok) {
    throw new OperatorError('log.unreadable', `The journal can't be read: ${result.message}`, {
      status: 503,
      hint: 'See as root: journalctl -u bezeld',
    });
  }
  const entries = parseJournal(result.stdout);
  return query.after === undefined ? entries.reverse() : entries;
}
