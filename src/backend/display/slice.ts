import {
  type Actor,
  type Display,
  type Guest,
  type KeysRequest,
  keyCombinations,
  type Power,
  type Problem,
  type ShowRequest,
  toKeyCodes,
} from '../../contract/index.ts';
import type { DisplayPolicy } from '../config/policy/policy.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import type { WatchEntries } from '../host/watch-entries.ts';
import type { ToldDisplay, WantedDisplay } from './model.ts';
import { planWanted } from './plan-wanted.ts';
import { toDisplay } from './to-display.ts';
import { ViewerLink } from './viewer-link.ts';

export interface DisplayOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  hypervisor: Pick<Hypervisor, 'pressKeys'>;
  /** The folder of the viewer's socket; undefined: there is no viewer. */
  folder: string | undefined;
  watchEntries: WatchEntries;
  readPolicy(): { display: DisplayPolicy; console: { seats: readonly string[] } };
  readGuest(): Guest;
  readPower(): Power;
  /** The socket of the running guest's VNC server. */
  readVnc(): string | undefined;
}

/** The viewer's socket in its folder. */
export const controlSocket = 'control.sock';

/** A viewer follows within a tenth of a second, or a second on a box with much to do. */
const followMs = 5000;

type Calls = 'display.get' | 'display.show' | 'display.keys';

/** The guest's display on the box's monitor: a program of its own shows it, and is told here what is so. */
export class DisplaySlice implements Slice<Calls> {
  readonly #options: DisplayOptions;
  readonly #link: ViewerLink | undefined;
  #told: ToldDisplay | undefined;
  #viewOnly: boolean | undefined;
  #published = '';
  /** Who waits until the monitor shows something. */
  readonly #waiting = new Set<{ view: ToldDisplay['view']; done(): void }>();
  #leave: (() => void)[] = [];

  constructor(options: DisplayOptions) {
    this.#options = options;
    const { clock, log, folder, watchEntries } = options;
    if (folder !== undefined)
      this.#link = new ViewerLink({
        ...{ clock, log },
        socket: `${folder}/${controlSocket}`,
        watch: (onChange) => watchEntries(folder, onChange),
        onTold: (told) => this.#onTold(told),
      });
  }

  readonly handlers: Slice<Calls>['handlers'] = {
    'display.get': () => this.get(),
    'display.show': ({ body }, by) => this.#show(body, by),
    'display.keys': ({ body }, by) => this.#press(body, by),
  };

  async start(): Promise<void> {
    const { bus } = this.#options;
    const changed = (): void => this.#changed();
    this.#leave = [bus.on('config', changed), bus.on('guest', changed), bus.on('power', changed)];
    this.#link?.want(this.#wanted);
    this.#link?.start();
  }

  async stop(): Promise<void> {
    for (const leave of this.#leave.splice(0)) leave();
    this.#link?.stop();
    for (const { done } of this.#waiting) done();
  }

  get(): Display {
    return toDisplay({
      own: this.#link !== undefined,
      told: this.#told,
      wanted: this.#wanted,
      guestRuns: this.#options.readGuest().state === 'running',
    });
  }

  get problems(): Problem[] {
    return this.get().problems;
  }

  get #wanted(): WantedDisplay {
    const { readPolicy, readGuest, readPower, readVnc } = this.#options;
    const { display: policy, console } = readPolicy();
    return planWanted({
      ...{ policy, seats: console.seats, guest: readGuest(), power: readPower(), vnc: readVnc() },
      viewOnly: this.#viewOnly,
    });
  }

  #changed(): void {
    this.#link?.want(this.#wanted);
    this.#publish();
  }

  #onTold(told: ToldDisplay | undefined): void {
    const { log } = this.#options;
    if (told?.view !== this.#told?.view && told !== undefined) log.info(`The monitor shows the ${told.view}`);
    if (told?.failure !== undefined && told.failure !== this.#told?.failure)
      log.warn(`The guest's display cannot be shown: ${told.failure}`);
    this.#told = told;
    if (told?.view === 'console') this.#viewOnly = undefined;
    this.#changed();
    for (const { view, done } of this.#waiting) if (view === told?.view) done();
  }

  /** Answers when the monitor shows it; after five seconds with what it shows instead. */
  #show({ view, viewOnly }: ShowRequest, by: Actor): Promise<Display> {
    const seat = `tty${this.#wanted.consoleVt}`;
    if (by.role === 'viewer' && by.seat !== seat)
      throw new OperatorError('access.locked', `${by.seat} is locked, and the monitor is not its own`, {
        status: 403,
        hint: 'Unlock this seat with the PIN first',
      });
    const { allowed, reason } = this.get().actions[`show-${view}`];
    if (!allowed)
      throw new OperatorError('display.not-possible', `The ${view} cannot be shown now: ${reason}`);
    this.#viewOnly = view === 'guest' ? viewOnly : undefined;
    this.#changed();
    if (this.#link?.show(view) !== true)
      throw new OperatorError('display.unreachable', 'The program that serves the monitor does not answer', {
        status: 503,
      });
    return new Promise((resolve) => {
      const waiting = {
        view,
        done: () => {
          cancel();
          this.#waiting.delete(waiting);
          resolve(this.get());
        },
      };
      const cancel = this.#options.clock.after(followMs, waiting.done);
      this.#waiting.add(waiting);
    });
  }

  async #press({ keys }: KeysRequest, by: Actor): Promise<Display> {
    const { allowed, reason } = this.get().actions['send-keys'];
    if (!allowed) throw new OperatorError('display.not-possible', `No key reaches the guest: ${reason}`);
    this.#options.log.info(`${by.seat} presses ${keys} in the guest: ${keyCombinations[keys]}`);
    await this.#options.hypervisor.pressKeys(this.#options.readGuest().name, toKeyCodes(keys));
    return this.get();
  }

  #publish(): void {
    const now = this.get();
    const text = JSON.stringify(now);
    if (text === this.#published) return;
    this.#published = text;
    this.#options.bus.publish('display', now);
  }
}
