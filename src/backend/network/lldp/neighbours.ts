import type { LldpNeighbour, Problem } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { type Coalesced, coalesce } from '../../engine/coalesce.ts';
import type { Log } from '../../engine/log.ts';
import { type OneMore, oneMore } from '../../engine/one-more.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { FollowCommand } from '../../host/follow-command.ts';
import { watchProgram } from '../../host/watch-program.ts';
import { parseNeighbours } from './parse-neighbours.ts';

/** Whoever is on the wire may say something else with each frame: that must not keep the box busy. */
const readEveryMs = 1000;
/** lldpd keeps four neighbours for each port, and each says at most what fits into a frame. */
const mostBytes = 8 * 1024 * 1024;
/** A listener that is not there after this is not only late: lldpd starts beside bezeld. */
const lateMs = 30_000;

export interface NeighboursOptions {
  clock: Clock;
  log: Log;
  run: RunCommand;
  follow: FollowCommand;
  onChange(): void;
}

/** Who says by LLDP that it is at the other end of a cable. lldpd listens; it is asked when it says that there is something new. */
export class Neighbours {
  readonly #options: NeighboursOptions;
  readonly #reading: OneMore;
  readonly #trigger: Coalesced;
  #watch: { stop(): Promise<void> } | undefined;
  #heard: ReadonlyMap<string, LldpNeighbour> = new Map();
  #deaf: Problem | undefined;
  #stopped = false;

  constructor(options: NeighboursOptions) {
    this.#options = options;
    this.#reading = oneMore(() => this.#read());
    this.#trigger = coalesce(options.clock, readEveryMs, () => this.#reading.trigger());
  }

  /** By the name of the NIC. */
  get heard(): ReadonlyMap<string, LldpNeighbour> {
    return this.#heard;
  }

  get problems(): Problem[] {
    return this.#deaf === undefined ? [] : [this.#deaf];
  }

  start(): void {
    const { clock, follow } = this.#options;
    this.#watch = watchProgram('lldpcli', ['-f', 'json0', 'watch'], {
      clock,
      follow,
      onChange: () => this.#trigger.trigger(),
      onListening: () => this.#setDeaf(undefined),
      onFailure: (message, nextInMs) => this.#failed(message, nextInMs),
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watch?.stop();
    this.#trigger.cancel();
    await this.#reading.settled();
  }

  async #read(): Promise<void> {
    if (this.#stopped) return;
    const { run, log } = this.#options;
    const said = await run('lldpcli', ['-f', 'json0', 'show', 'neighbors'], { maxBytes: mostBytes });
    if (!said.ok) return this.#set(new Map());
    try {
      this.#set(parseNeighbours(said.stdout));
    } catch (error) {
      log.warn('What lldpcli says of neighbours cannot be understood', { error });
      this.#set(new Map());
    }
  }

  #set(heard: ReadonlyMap<string, LldpNeighbour>): void {
    if (this.#stopped || JSON.stringify([...heard]) === JSON.stringify([...this.#heard])) return;
    this.#heard = heard;
    this.#options.onChange();
  }

  #failed(message: string, nextInMs: number): void {
    // Nobody tells any more when they go.
    this.#set(new Map());
    if (nextInMs < lateMs || this.#deaf !== undefined) return;
    this.#setDeaf({
      code: 'network.neighbours-not-heard',
      severity: 'warning',
      message: `Who is at the other end of the cables is not known: lldpcli has ended (${message})`,
      hint: 'Nothing else depends on it; see: systemctl status lldpd',
    });
  }

  #setDeaf(problem: Problem | undefined): void {
    if (this.#deaf?.message === problem?.message) return;
    this.#deaf = problem;
    if (problem !== undefined) this.#options.log.warn(problem.message, { code: problem.code });
    this.#options.onChange();
  }
}
