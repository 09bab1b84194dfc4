import {
  type Actor,
  type LendRequest,
  type MediaAction,
  type Medium,
  type Operation,
  toFileTaking,
} from '../../contract/index.ts';
import type { DiskLoans, LoanWish } from '../engine/disk-loans.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import { partOf, type Runner, type WorkContext } from '../engine/work.ts';
import type { Decisions } from './decisions.ts';
import type { Flushed } from './flush/flush-disk.ts';
import type { GuestMedia } from './guest-media.ts';
import { runBorrow } from './lend/borrow-operation.ts';
import { runLend, runReturn } from './lend/lend-operation.ts';
import type { Lender, LendWish } from './lend/lender.ts';
import { type Decision, nameOf } from './model.ts';
import { toAlias } from './parse-alias.ts';
import { Settling } from './settling.ts';

export interface MediaOperationsOptions {
  log: Log;
  runner: Runner;
  decisions: Pick<Decisions, 'of' | 'set' | 'remove'>;
  guest: Pick<GuestMedia, 'plugged' | 'live' | 'check'>;
  /** The row of an ID, as it is now. */
  row(id: string): Medium | undefined;
  /** Has the guest write to the disk that it has as `target`. */
  flush(target: string, signal: AbortSignal): Promise<Flushed>;
  lender: Pick<Lender, 'mount' | 'unmount'>;
}

/** What technicians do with media: an operation each. */
export class MediaOperations implements DiskLoans {
  readonly #options: MediaOperationsOptions;
  readonly #settling: Settling<Medium>;

  constructor(options: MediaOperationsOptions) {
    this.#options = options;
    this.#settling = new Settling(options.row);
  }

  /** To be called when a row may be another: whoever waits for one looks again. */
  changed(): void {
    this.#settling.changed();
  }

  /** @throws OperatorError `media.unknown`, `media.not-possible` */
  submit(action: Exclude<MediaAction, 'lend'>, id: string, by: Actor): Operation {
    this.#demand(action, id);
    return this.#options.runner.submit({
      ...{ kind: `media.${action}`, by, cancellable: action === 'remove' },
      run: (work) => this.#run(action, id, work),
    });
  }

  /** @throws OperatorError `media.unknown`, `media.not-possible` */
  lend({ id, ...wish }: LendRequest, by: Actor): Operation {
    this.#demand('lend', id);
    return this.#options.runner.submit({
      ...{ kind: 'media.lend', by, cancellable: true },
      run: (work) => this.#lend(id, wish, work),
    });
  }

  /** @throws OperatorError `media.unknown`, `media.not-possible` */
  demand({ id, partition }: LoanWish): string {
    const row = this.find(id);
    const { allowed, reason } = toFileTaking(row);
    if (!allowed) throw notPossible(reason);
    if (row.lent !== undefined && partition !== undefined)
      throw notPossible('The host has borrowed it already: name no partition, or return it first');
    return nameOf({ kind: row.kind, id, vendor: row.vendor, model: row.model });
  }

  async borrow(wish: LoanWish, work: WorkContext, use: (folder: string) => Promise<void>): Promise<string> {
    const { id, partition } = wish;
    this.demand(wish);
    const { lent } = this.find(id);
    if (lent !== undefined) {
      await use(lent.path);
      return 'The host still has it';
    }
    const lending = partOf(work, 0, 0.4);
    await this.#flushToLend(id, lending);
    const borrowing = { id, alias: this.#aliasOf(id), partition };
    return await runBorrow(this.#options, borrowing, () => this.#takeBack(id, lending, 0.5), work, use);
  }

  #run(action: Exclude<MediaAction, 'lend'>, id: string, work: WorkContext): Promise<void> {
    if (action === 'attach') return this.#attach(id);
    if (action === 'return') return this.#return(id, work);
    return action === 'detach' ? this.#detach(id, work) : this.#remove(id, work);
  }

  /** @throws OperatorError `media.unknown` */
  find(id: string): Medium {
    const row = this.#options.row(id);
    if (row === undefined)
      throw new OperatorError('media.unknown', 'There is no such USB disk or device', {
        hint: 'See which there are: bezel media',
        status: 404,
      });
    return row;
  }

  #demand(action: MediaAction, id: string): Medium {
    const row = this.find(id);
    const { allowed, reason } = row.actions[action];
    if (!allowed) throw notPossible(reason);
    return row;
  }

  async #attach(id: string): Promise<void> {
    const { guest, row } = this.#options;
    this.#demand('attach', id);
    this.#decide(id, 'given');
    await guest.check();
    const now = row(id);
    if (guest.live.kind === 'up' && now?.state !== 'attached')
      throw new OperatorError('media.refused', now?.why ?? 'It is gone already');
  }

  async #detach(id: string, work: WorkContext): Promise<void> {
    const { present } = this.#demand('detach', id);
    if (present) this.#decide(id, 'taken');
    await this.#takeBack(id, work, 0.1);
    work.progress('The guest has let go of it: it may be pulled out', 1);
  }

  /** A cancel before the guest was asked to let go leaves all as it was; after that it ends the waiting only. */
  async #remove(id: string, work: WorkContext): Promise<void> {
    const { kind, target = '' } = this.#demand('remove', id);
    const said = kind === 'disk' ? ` ${await this.#flush(target, work)}` : '';
    const { present } = this.#demand('remove', id);
    if (present) this.#decide(id, 'taken');
    await this.#takeBack(id, work, 0.6);
    work.progress(`You may unplug it now.${said}`, 1);
  }

  async #lend(id: string, wish: LendWish, work: WorkContext): Promise<void> {
    await this.#flushToLend(id, work);
    const alias = this.#aliasOf(id);
    await runLend(this.#options, { id, alias, wish }, () => this.#takeBack(id, work, 0.5), work);
  }

  /** Before anything is decided: a disk that is to be the host's is taken from the guest at once. */
  async #flushToLend(id: string, work: WorkContext): Promise<void> {
    const { target } = this.#demand('lend', id);
    if (target !== undefined) await this.#flush(target, work);
    this.#demand('lend', id);
  }

  async #return(id: string, work: WorkContext): Promise<void> {
    this.#demand('return', id);
    await runReturn(this.#options, id, work);
  }

  async #flush(target: string, { progress, signal }: WorkContext): Promise<string> {
    progress('The guest is asked to write everything to it', 0.1);
    const { what } = await this.#options.flush(target, signal);
    signal.throwIfAborted();
    return what;
  }

  async #takeBack(id: string, work: WorkContext, fraction: number): Promise<void> {
    work.progress('The guest is asked to let go of it', fraction);
    const end = await this.#settling.letGo(id, work.signal, this.#options.guest);
    if (end?.state === 'busy')
      throw new OperatorError('media.busy', `It is still busy in the guest. ${end.why}`, {
        hint: 'See whether it is in use in the guest; then take it back once more',
      });
  }

  #decide(id: string, decision: Decision): void {
    this.#options.decisions.set(this.#aliasOf(id), decision);
  }

  #aliasOf(id: string): string {
    const plugged = this.#options.guest.plugged?.find((each) => each.id === id);
    const alias = plugged && toAlias(plugged);
    if (alias === undefined) throw new OperatorError('media.gone', 'It is gone already');
    return alias;
  }
}

const notPossible = (reason = 'This is not possible now') => new OperatorError('media.not-possible', reason);
