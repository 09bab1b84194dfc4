import { OperatorError } from '../../engine/operator-error.ts';
import type { WorkContext } from '../../engine/work.ts';
import type { Decisions } from '../decisions.ts';
import type { GuestMedia } from '../guest-media.ts';
import type { UsbDisk } from '../model.ts';
import type { Lender, LendWish } from './lender.ts';

export interface LendParts {
  guest: Pick<GuestMedia, 'plugged' | 'check'>;
  decisions: Pick<Decisions, 'of' | 'set' | 'remove'>;
  lender: Pick<Lender, 'mount' | 'unmount'>;
}

/**
 * Lends a disk, when `letGo` has had the guest let go of it; `as` is what is written down meanwhile. Whatever ends it: what is not mounted in the end is whose it was.
 * @throws OperatorError `media.no-file-system`, `media.not-mounted`, `media.gone`, and what `letGo` throws
 */
export async function runLend(
  { guest, decisions, lender }: LendParts,
  { id, alias, wish, as = 'lent' }: { id: string; alias: string; wish: LendWish; as?: 'lent' | 'borrowed' },
  letGo: () => Promise<void>,
  work: WorkContext,
): Promise<void> {
  const before = decisions.of(alias);
  decisions.set(alias, as);
  try {
    await letGo();
    work.signal.throwIfAborted();
    work.progress('It is mounted', 0.8);
    const path = await lender.mount(diskOf(guest, id), alias, wish);
    await guest.check();
    if (diskOf(guest, id).lent === undefined) {
      await lender.unmount(path);
      throw new OperatorError('media.not-mounted', 'The host does not see what is mounted');
    }
    work.progress(`The host has it at ${path}`, 1);
  } finally {
    if (before === undefined) decisions.remove(alias);
    else decisions.set(alias, before);
    await guest.check();
  }
}

/** @throws OperatorError `media.in-use`, `media.gone` */
export async function runReturn(
  { guest, lender }: Omit<LendParts, 'decisions'>,
  id: string,
  work: WorkContext,
): Promise<void> {
  const { lent } = diskOf(guest, id);
  work.progress('It is unmounted', 0.2);
  if (lent !== undefined) await lender.unmount(lent.path);
  await guest.check();
  const now = guest.plugged?.find((each) => each.id === id);
  if (now?.kind === 'disk' && now.lent !== undefined)
    throw new OperatorError('media.in-use', 'It is still mounted', {
      hint: 'See which program of the host uses it, and return it once more when that has ended',
    });
  work.progress('It is returned', 1);
}

function diskOf(guest: Pick<GuestMedia, 'plugged'>, id: string): UsbDisk {
  const disk = guest.plugged?.find((each) => each.id === id);
  if (disk?.kind !== 'disk') throw new OperatorError('media.gone', 'It is gone already');
  return disk;
}
