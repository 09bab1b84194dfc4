import { plainText } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import type { Decisions } from '../decisions.ts';
import type { GuestMedia } from '../guest-media.ts';
import { toAlias } from '../parse-alias.ts';
import { type Lender, toPath } from './lender.ts';

export interface EndLendsOptions {
  log: Log;
  lender: Pick<Lender, 'unmount'>;
  decisions: Pick<Decisions, 'lent' | 'remove'>;
  guest: Pick<GuestMedia, 'check' | 'plugged'>;
}

/**
 * Ends what an earlier backend was about to lend when it was killed: what is mounted by now is lent, and the rest is whose it was, when systemd surely
 * mounts it no more.
 */
export async function endLends({ log, lender, decisions, guest }: EndLendsOptions): Promise<void> {
  if (decisions.lent.length === 0) return;
  await guest.check();
  for (const alias of decisions.lent) {
    const disk = guest.plugged?.find((each) => toAlias(each) === alias);
    const isMounted = disk?.kind === 'disk' && disk.lent !== undefined;
    try {
      if (!isMounted) await lender.unmount(toPath(alias));
    } catch (error) {
      log.warn(`A disk that was about to be lent is not free: ${plainText(String(error))}`);
    }
    decisions.remove(alias);
  }
  await guest.check();
}
