import type { Actor, ConfigChanges, ConfigDiff, RouteInput } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Slice } from '../../engine/slice.ts';
import type { KeptStateFile } from '../kept-state.ts';
import { toObstacle } from '../to-obstacle.ts';
import { type StartHistory, toGuestStart } from './history.ts';
import type { LastGoodStart } from './last-good.ts';
import { changesTo, type Outlook } from './outlook.ts';
import { toError } from './problems.ts';
import { renderDiff } from './render-diff.ts';
import { withoutLinks } from './without-links.ts';

export type StartsRoutes =
  | 'config.changes'
  | 'config.starts'
  | 'config.diff'
  | 'config.accept'
  | 'config.rollback';

export interface StartsOptions {
  log: Log;
  outlook: Outlook;
  history: StartHistory;
  kept: KeptStateFile;
  lastGood: LastGoodStart;
  /** Looks at the policy and the hardware. */
  prepare(): Promise<{ problems: Parameters<typeof toObstacle>[0] }>;
  /** A technician has decided something. */
  onDecided(): void;
}

/** What the guest was started with, what its next start changes, and what a technician decides about that. */
export class Starts {
  readonly #options: StartsOptions;

  constructor(options: StartsOptions) {
    this.#options = options;
  }

  readonly handlers: Slice<StartsRoutes>['handlers'] = {
    'config.changes': () => this.get(),
    'config.starts': ({ query }) => ({ starts: this.#options.history.list(Number(query.limit ?? 20)) }),
    'config.diff': ({ query }) => (query.of === 'last' ? this.#diffLast() : this.#diffNext()),
    'config.accept': ({ query }, by) => this.#accept(query, by),
    'config.rollback': (_, by) => this.#rollback(by),
  };

  get(): ConfigChanges {
    const { history, kept, lastGood, outlook } = this.#options;
    const { lastStarted } = history;
    const { next } = outlook;
    const lastGoodAt = lastGood.current?.at;
    return {
      choice: kept.current.choice,
      ...(lastStarted === undefined ? {} : { lastStart: toGuestStart(lastStarted) }),
      next: next?.changes ?? [],
      ...(next === undefined || next.changes.length === 0 ? {} : { nextId: next.changesKey }),
      held: outlook.isHeld,
      ...(lastGoodAt === undefined ? {} : { lastGoodAt }),
    };
  }

  async #diffNext(): Promise<ConfigDiff> {
    const { outlook, prepare } = this.#options;
    const { problems } = await prepare();
    const { next, baseline } = outlook;
    if (next === undefined) throw toObstacle(problems);
    if (baseline === undefined) return { of: 'next', changes: [], xml: '' };
    const { at, xml } = baseline;
    return {
      of: 'next',
      ...(at === undefined ? {} : { since: at }),
      changes: next.changes,
      xml: toDiff({ name: 'last start', text: xml }, { name: 'next start', text: next.with.xml }),
    };
  }

  #diffLast(): ConfigDiff {
    const { history } = this.#options;
    const last = history.lastStarted;
    const before = history.startedBeforeLast();
    if (last === undefined || before === undefined) return { of: 'last', changes: [], xml: '' };
    return {
      of: 'last',
      since: before.at,
      changes: changesTo(last, before),
      xml: toDiff({ name: 'start before', text: before.xml }, { name: 'last start', text: last.xml }),
    };
  }

  /**
   * Releases the changes as they are known now; those that come later are held again.
   * @throws OperatorError `config.changed-again` when they are no longer those that the caller has seen
   */
  async #accept({ changes }: RouteInput<'config.accept'>['query'], by: Actor): Promise<ConfigChanges> {
    const { outlook, kept, log, onDecided } = this.#options;
    const { next } = outlook;
    if (changes !== undefined && changes !== next?.changesKey) {
      throw new OperatorError('config.changed-again', 'The changes are no longer those that were shown', {
        hint: 'Look at them again: bezel config diff',
      });
    }
    const words = next?.changes.map(({ message }) => message).join('; ') ?? '';
    log.info(
      `${by.seat} (${by.role}) accepts what the next start changes${words === '' ? '' : `: ${words}`}`,
    );
    await kept.change({ choice: 'rendered', accepted: next?.changesKey, failed: undefined });
    onDecided();
    return this.get();
  }

  /** @throws OperatorError `config.no-last-good`, or what of it the box no longer has */
  async #rollback(by: Actor): Promise<ConfigChanges> {
    const { lastGood, outlook, kept, log, onDecided } = this.#options;
    if (lastGood.current === undefined) {
      throw new OperatorError('config.no-last-good', 'There is no last good configuration', {
        hint: 'There is one as soon as the guest has started once',
      });
    }
    if (outlook.goodObstacle !== undefined) throw toError(outlook.goodObstacle);
    log.info(`${by.seat} (${by.role}) chooses the last good configuration for the next starts`);
    await kept.change({ choice: 'last-good', accepted: undefined });
    onDecided();
    return this.get();
  }
}

type Named = Parameters<typeof renderDiff>[0];
const toDiff = (before: Named, after: Named): string =>
  renderDiff({ ...before, text: withoutLinks(before.text) }, { ...after, text: withoutLinks(after.text) });
