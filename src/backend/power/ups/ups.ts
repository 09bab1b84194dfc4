import { join } from 'node:path';
import type { Actor, GuestEvent, Problem } from '../../../contract/index.ts';
import type { PowerPolicy } from '../../config/policy/policy.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Handlers } from '../../engine/slice.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { Files } from '../../host/files.ts';
import type { WatchEntries } from '../../host/watch-entries.ts';
import { applyNutFiles } from './apply-nut-files.ts';
import { parseUpsState, type UpsState } from './parse-ups-state.ts';
import { toUpsProblems } from './to-ups-problems.ts';

export interface UpsOptions {
  clock: Clock;
  log: Log;
  /** The folder with NUT's configuration and state; absent: no UPS is ours to follow. */
  folder: string | undefined;
  files: Pick<Files, 'readText' | 'listNames'>;
  writeFile(path: string, text: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  run: RunCommand;
  watchEntries: WatchEntries;
  readPolicy(): PowerPolicy;
  power: Pick<Handlers, 'power.off'>;
  tellGuest(event: GuestEvent): void;
  onChange(): void;
}

const by: Actor = { seat: 'bezel', role: 'admin' };
const quietMs = 50;
/** Something else is being done with the guest; a battery does not wait. */
const againMs = 5000;

/** The UPS: NUT watches it, in processes of its own, and writes down what it says; here it is followed. */
export class Ups {
  readonly #options: UpsOptions;
  #state: UpsState | undefined;
  #watching: { close(): void } | undefined;
  #cancelLook = (): void => {};
  #cancelStop: (() => void) | undefined;
  #applying = Promise.resolve();

  constructor(options: UpsOptions) {
    this.#options = options;
  }

  get problems(): Problem[] {
    return toUpsProblems(this.#state);
  }

  async start(): Promise<void> {
    const { clock, folder, watchEntries } = this.#options;
    if (folder === undefined) return;
    // Nothing waits for systemd.
    void this.policyChanged();
    this.#watching = watchEntries(join(folder, 'state'), () => {
      this.#cancelLook();
      this.#cancelLook = clock.after(quietMs, () => void this.#look());
    });
  }

  async stop(): Promise<void> {
    this.#watching?.close();
    this.#cancelLook();
    this.#waitNoMore();
  }

  /** Writes NUT's files anew and restarts its processes, where that changes anything. Never rejects. */
  policyChanged(): Promise<void> {
    const { folder, log, readPolicy } = this.#options;
    if (folder === undefined) return Promise.resolve();
    this.#applying = this.#applying.then(async () => {
      try {
        await applyNutFiles({ ...this.#options, folder, ups: readPolicy().ups });
      } catch (error) {
        log.error('The UPS is not followed', { error });
      }
      await this.#look();
    });
    return this.#applying;
  }

  async #look(): Promise<void> {
    const { folder = '', files, readPolicy, log, tellGuest, onChange } = this.#options;
    const reading = await files.readText(join(folder, 'state', 'now'), 4096);
    const isWanted = readPolicy().ups !== undefined;
    const state = reading.ok && isWanted ? parseUpsState(reading.value) : undefined;
    const before = this.#state;
    this.#state = state;
    if (JSON.stringify(before) !== JSON.stringify(state)) {
      if (state !== undefined) {
        const { power, chargePercent, runtimeS } = state;
        log.info(`The UPS: ${power}`, { ...state });
        tellGuest({
          kind: 'ups',
          power,
          ...(chargePercent !== undefined && { chargePercent }),
          ...(runtimeS !== undefined && { runtimeS }),
        });
      }
      onChange();
    }
    this.#decide(before?.power);
  }

  #decide(before: UpsState['power'] | undefined): void {
    const { clock, readPolicy } = this.#options;
    const power = this.#state?.power;
    const { onBatteryS } = readPolicy().ups ?? {};
    if (power === 'low') {
      if (before === 'low' && this.#cancelStop !== undefined) return;
      this.#waitNoMore();
      void this.#stopGuest('The battery of the UPS is nearly empty');
    } else if (power === 'on-battery' && onBatteryS !== undefined) {
      this.#cancelStop ??= clock.after(onBatteryS * 1000, () => {
        void this.#stopGuest(`The box has run on the battery of the UPS for ${onBatteryS} s`);
      });
    } else if (power !== 'lost') this.#waitNoMore();
  }

  /** What has begun is not taken back when the mains return: the guest is stopping. */
  async #stopGuest(reason: string): Promise<void> {
    const { clock, log, power } = this.#options;
    const again = (): void => {
      this.#cancelStop = clock.after(againMs, () => void this.#stopGuest(reason));
    };
    // Until it is known what came of it, nothing else begins.
    this.#cancelStop = () => {};
    try {
      await power['power.off']({ body: { because: 'ups', atLimit: 'force-off', reason } }, by);
    } catch (error) {
      if (error instanceof OperatorError) log.warn(`The UPS waits: ${error.message}`, { code: error.code });
      else log.error('The UPS can not stop the guest', { error });
      again();
    }
  }

  #waitNoMore(): void {
    this.#cancelStop?.();
    this.#cancelStop = undefined;
  }
}
