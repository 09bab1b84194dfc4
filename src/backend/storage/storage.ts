import { type Problem, plainText } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { RunCommand } from '../host/commands.ts';

export interface StorageOptions {
  clock: Clock;
  log: Log;
  run: RunCommand;
  /** The systemd unit that makes the guest's volumes; without one there is nothing to wait for. */
  unit: string | undefined;
  /** `problems` are others. */
  onChange(): void;
}

/** More than the unit itself is given. */
const limitMs = 35 * 60_000;
/** At most boots it is done before anybody looks. */
const worthSayingMs = 5000;

/** The guest's volumes: while they are being made the box can be looked at already, and only the guest waits. */
export class Storage {
  readonly #options: StorageOptions;
  readonly #stopping = new AbortController();
  #problem: Problem | undefined;

  constructor(options: StorageOptions) {
    this.#options = options;
  }

  get problems(): Problem[] {
    return this.#problem === undefined ? [] : [this.#problem];
  }

  /** Resolves when the unit has done its work, or failed, which is a problem then, or after `stop`. Never throws. */
  async start(): Promise<void> {
    const { clock, log, run, unit } = this.#options;
    if (unit === undefined || this.#stopping.signal.aborted) return;
    const cancel = clock.after(worthSayingMs, () => this.#tell(beingMade));
    // A job that is under way is waited for, and what is done is not done again: see systemctl(1).
    const args = ['start', '--no-ask-password', unit];
    const result = await run('systemctl', args, { timeoutMs: limitMs, signal: this.#stopping.signal });
    cancel();
    if (this.#stopping.signal.aborted) return;
    if (!result.ok) log.error(`${unit} has failed: ${result.message}`);
    this.#tell(result.ok ? undefined : failed(unit, result.message));
  }

  /** Ends the waiting, not the work. */
  async stop(): Promise<void> {
    this.#stopping.abort();
  }

  #tell(problem: Problem | undefined): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    this.#options.onChange();
  }
}

const beingMade: Problem = {
  code: 'storage.being-made',
  severity: 'warning',
  message: "The guest's storage is being set up; the guest starts when that is done",
  hint: 'The first boot of a box takes longest: the guest image is written to its volume',
};

const failed = (unit: string, message: string): Problem => ({
  code: 'storage.failed',
  severity: 'error',
  message: `The guest's storage cannot be set up: ${plainText(message)}`,
  hint: `journalctl -u ${unit} says why; it is tried again when the box boots`,
});
