import { plainText } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import type { Decisions } from '../decisions.ts';
import type { GuestMedia } from '../guest-media.ts';
import { toAlias } from '../parse-alias.ts';
import { type Lender, toPath } from './lender.ts';

export interface EndLendsOptions {
  log: Log;
  lender: Pick<Lender, 'unmount'>;
  decisions: Pick<Decisions, 'loans' | 'remove'>;
  guest: Pick<GuestMedia, 'check' | 'plugged'>;
}

/**
 * Ends what an earlier backend was about to lend, or had for an operation, when it was killed. What was to be lent and is mounted by now is lent; the rest
 * is whose it was, when systemd surely mounts it no more.
 */
export async function endLends({ log, lender, decisions, guest }: EndLendsOptions): Promise<void> {
  if (decisions.loans.length === 0) return;
  await guest.check();
  for (const { alias, as } of decisions.loans) {
    const disk = guest.plugged?.find((each) => toAlias(each) === alias);
    const isLent = as === 'lent' && disk?.kind === 'disk' && disk.lent !== undefined;
    try {
      if (!isLent) await lender.unmount(toPath(alias));
    } catch (error) {
      log.warn(`A disk that the host had for a moment is not free: ${plainText(String(error))}`);
    }
    decisions.remove(alias);
  }
  await guest.check();
}
