import { type Medium, plainText } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import { partOf, type WorkContext } from '../../engine/work.ts';
import { type LendParts, runLend, runReturn } from './lend-operation.ts';
import { toPath } from './lender.ts';

export interface BorrowParts extends LendParts {
  log: Log;
  /** Of the disk, as it is now. */
  row(id: string): Medium | undefined;
}

interface Loan {
  id: string;
  alias: string;
}

export interface Borrowing extends Loan {
  partition: number | undefined;
}

/**
 * Borrows a disk to write to it for as long as `use` takes, and returns it, whatever that comes to; who has it then. That it is borrowed is written down
 * all the time: where bezeld is killed meanwhile the next one returns it.
 * @throws OperatorError what `runLend` and `use` throw, `media.read-only`, `media.in-use`
 */
export async function runBorrow(
  parts: BorrowParts,
  { id, alias, partition }: Borrowing,
  letGo: () => Promise<void>,
  work: WorkContext,
  use: (folder: string) => Promise<void>,
): Promise<string> {
  const { decisions, guest, row } = parts;
  const before = decisions.of(alias);
  decisions.set(alias, 'borrowed');
  try {
    const wish = { partition, write: true, mustWrite: true };
    await runLend(parts, { id, alias, wish, as: 'borrowed' }, letGo, partOf(work, 0, 0.4));
    try {
      await use(demandFolder(row(id)));
    } catch (error) {
      await giveBackAfter(error, parts, { id, alias }, work);
      throw error;
    }
    await giveBack(parts, { id, alias }, work);
  } finally {
    if (before === undefined) decisions.remove(alias);
    else decisions.set(alias, before);
    await guest.check();
  }
  return sayHolder(row(id));
}

/** mount(8) mounts a disk that is write-protected all the same, to read it. */
function demandFolder(row: Medium | undefined): string {
  if (row?.lent === undefined) throw new OperatorError('media.gone', 'It is gone already');
  if (row.lent.readOnly)
    throw new OperatorError('media.read-only', 'It can only be read', {
      hint: 'See whether it has a switch that protects it, or use another one',
    });
  return row.lent.path;
}

async function giveBack(parts: BorrowParts, { id, alias }: Loan, work: WorkContext): Promise<void> {
  try {
    await runReturn(parts, id, partOf(work, 0.9, 1));
  } catch (error) {
    if (!(error instanceof OperatorError) || error.code !== 'media.gone') throw error;
    // It was pulled out; systemd does not unmount what was in use just then.
    await parts.lender.unmount(toPath(alias));
  }
}

/** After a failure, which is told in any case; together with this one. */
async function giveBackAfter(
  failure: unknown,
  parts: BorrowParts,
  loan: Loan,
  work: WorkContext,
): Promise<void> {
  try {
    await giveBack(parts, loan, work);
  } catch (error) {
    const why = plainText(error instanceof Error ? error.message : String(error));
    parts.log.warn(`A disk that was borrowed is not returned: ${why}`);
    if (!(failure instanceof OperatorError && error instanceof OperatorError)) throw failure;
    const { hint } = error.details;
    throw new OperatorError(failure.code, `${failure.message}; the host still has the disk: ${why}`, {
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function sayHolder(row: Medium | undefined): string {
  if (row === undefined || !row.present) return 'It was pulled out meanwhile';
  return row.holder === 'guest' ? 'The guest has it again' : `It is as it was before: ${row.why}`;
}
