import type { Nic, Problem } from '../../contract/index.ts';
import { bridgeName } from '../engine/bridge-name.ts';
import type { Clock } from '../engine/clock.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import type { Log } from '../engine/log.ts';
import { oneAtATime } from '../engine/one-at-a-time.ts';
import { type OneMore, oneMore } from '../engine/one-more.ts';
import type { Part } from '../engine/parts.ts';
import type { RunCommand } from '../host/commands.ts';
import type { FollowCommand } from '../host/follow-command.ts';
import { applyBridges } from './apply-bridges.ts';
import { Corrections } from './corrections.ts';
import type { NicPlan } from './model.ts';
import { watchLinks } from './watch-links.ts';

/** One change of a link comes as several messages. The first is answered at once. */
const lookEveryMs = 100;

export interface NetworkOptions {
  clock: Clock;
  log: Log;
  run: RunCommand;
  follow: FollowCommand;
  /** Whether the machine's links are ours to change: true on a box, false on a machine that somebody else works on. */
  own: boolean;
  /** Reads the NICs anew, and tells who wants to know. */
  refreshNics(): Promise<readonly Nic[]>;
  /** `problems` are others. */
  onChange(): void;
}

/**
 * Joins the box's NICs to the guest's, and keeps them so: whatever the kernel says about links makes it look again. One application at a time;
 * each looks at the links anew. What we change ourselves is heard too: the look after it finds nothing to do.
 */
export class Network implements Part {
  readonly #options: NetworkOptions;
  readonly #corrections: Corrections;
  readonly #looking: OneMore;
  readonly #trigger: Coalesced;
  #watch: { stop(): Promise<void> } | undefined;
  #stopped = false;
  #problems: Problem[] = [];
  #deaf: Problem | undefined;

  constructor(options: NetworkOptions) {
    this.#options = options;
    const { clock, log, onChange } = options;
    this.#looking = oneMore(() => this.#look());
    this.#trigger = coalesce(clock, lookEveryMs, () => this.#looking.trigger());
    this.#corrections = new Corrections({ clock, log, onChange, onPauseOver: () => this.#trigger.trigger() });
  }

  /** What stood in the way the last time, and what somebody else had changed. */
  get problems(): Problem[] {
    return [
      ...(this.#deaf === undefined ? [] : [this.#deaf]),
      ...this.#problems,
      ...this.#corrections.problems,
    ];
  }

  async start(): Promise<void> {
    const { clock, follow } = this.#options;
    this.#watch = watchLinks({
      clock,
      follow,
      onChange: () => this.#trigger.trigger(),
      onListening: () => this.#heard(),
      onFailure: (message, nextInMs) => this.#failed(message, nextInMs),
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#trigger.cancel();
    await this.#watch?.stop();
    await this.#looking.settled();
    this.#corrections.stop();
  }

  /** Gives each NIC its bridge. Never throws; what stands in the way of one NIC is a problem and leaves the others alone. */
  apply(nics: readonly Nic[]): Promise<Problem[]> {
    return this.#applyInTurn(nics, () => false);
  }

  readonly #applyInTurn = oneAtATime((nics: readonly Nic[], isPaused: (plan: NicPlan) => boolean) =>
    this.#apply(nics, isPaused),
  );

  async #look(): Promise<void> {
    if (this.#stopped) return;
    try {
      const nics = await this.#options.refreshNics();
      await this.#applyInTurn(nics, this.#corrections.isPaused);
    } catch (error) {
      this.#options.log.error('A change of the links cannot be followed', { error });
    }
  }

  async #apply(nics: readonly Nic[], isPaused: (plan: NicPlan) => boolean): Promise<Problem[]> {
    const { run, log, own, onChange } = this.#options;
    if (!own) return [];
    const wanted = nics.map(({ name }) => ({ nic: name, bridge: bridgeName(name) }));
    const { problems, done, settled } = await applyBridges(run, wanted, isPaused);
    this.#corrections.note(wanted, done, settled);
    const isNew = JSON.stringify(problems) !== JSON.stringify(this.#problems);
    this.#problems = problems;
    if (isNew) for (const problem of problems) log.error(problem.message, { code: problem.code });
    if (isNew || done.length > 0) onChange();
    return problems;
  }

  #heard(): void {
    if (this.#deaf === undefined) return;
    this.#deaf = undefined;
    this.#options.onChange();
  }

  #failed(message: string, nextInMs: number): void {
    this.#deaf = {
      code: 'network.not-watched',
      severity: 'warning',
      message: `Changes of links are not noticed: ip monitor has ended (${message})`,
      hint: `It is started again in ${nextInMs / 1000} s`,
    };
    this.#options.log.warn(this.#deaf.message, { nextInMs });
    this.#options.onChange();
  }
}
