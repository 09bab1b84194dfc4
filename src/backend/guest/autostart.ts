import type { Log } from '../engine/log.ts';
import type { KeptStateFile } from './kept-state.ts';
import type { Observed } from './observed.ts';
import { planAutostart } from './plan-autostart.ts';

export interface AutostartOptions {
  log: Log;
  kept: KeptStateFile;
  /** Of this boot of the host. */
  bootId: string;
  observed(): Observed;
  /** The policy's word; absent without a usable policy. */
  wanted(): boolean | undefined;
  /** An action with the guest is under way. */
  busy(): boolean;
  /** Changes wait for a technician. */
  isHeld(): boolean;
  /** What would be started; the same text as long as another try makes no sense. */
  tryKey(): string;
  /** Begins to start the guest; throws when that is not possible now. */
  start(): Promise<unknown>;
}

/** Starts the guest once per boot of the host, if nobody else has. */
export class Autostart {
  readonly #options: AutostartOptions;
  #starting = false;
  #tried: string | undefined;

  constructor(options: AutostartOptions) {
    this.#options = options;
  }

  /** Writes down that the guest runs, or that it is to stay off. */
  async settle(): Promise<'start' | 'settle' | 'nothing'> {
    const { kept, bootId, observed, wanted, busy, isHeld, tryKey } = this.#options;
    const { settledBoot } = await kept.read();
    const decision = planAutostart({
      observed: observed(),
      wanted: wanted(),
      settled: settledBoot === bootId,
      starting: this.#starting || busy(),
      waits: isHeld() || tryKey() === this.#tried,
    });
    if (decision === 'settle') await kept.change({ settledBoot: bootId });
    return decision;
  }

  /** libvirt was away: what has failed is worth another try. */
  forgetTry(): void {
    this.#tried = undefined;
  }

  /**
   * To be called when there is a reason to try: libvirt is there, another policy, other hardware, a technician's decision. What has been
   * tried is not tried again as it is.
   */
  async consider(): Promise<void> {
    if ((await this.settle()) !== 'start' || this.#starting) return;
    this.#starting = true;
    try {
      await this.#options.start();
    } catch (error) {
      this.#options.log.warn(`The guest is not started by itself: ${(error as Error).message}`, { error });
    } finally {
      this.#tried = this.#options.tryKey();
      this.#starting = false;
    }
  }
}
