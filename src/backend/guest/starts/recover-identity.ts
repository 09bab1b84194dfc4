import type { Problem } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import type { KeptStateFile } from '../kept-state.ts';
import type { StartHistory } from './history.ts';
import type { LastGoodStart } from './last-good.ts';
import { parseIdentity } from './parse-spec.ts';
import { stateDamaged } from './problems.ts';

export interface RecoverOptions {
  log: Log;
  kept: KeptStateFile;
  history: StartHistory;
  lastGood: LastGoodStart;
}

/**
 * Reads what is kept of the guest. Who it was is taken from its last start where the file was lost or damaged, before anything is made anew:
 * from the store, else from what is kept as the last good configuration. Returns what there is to say about that.
 */
export async function recoverIdentity({ log, kept, history, lastGood }: RecoverOptions): Promise<Problem[]> {
  const state = await kept.read();
  if (state.identity !== undefined) return [];
  const identity = parseIdentity(history.lastStarted?.identity) ?? parseIdentity(lastGood.current?.identity);
  if (identity !== undefined) {
    log.warn('Who the guest is was lost, and is taken from its last start');
    await kept.change({ identity });
  }
  if (!kept.isDamaged) return [];
  const problem = stateDamaged(kept.file, identity !== undefined);
  log.warn(problem.message, { code: problem.code });
  return [problem];
}
