import type { Actor, GuestEvent, Power } from '../../contract/index.ts';
import type { PowerPolicy } from '../config/policy/policy.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Handlers, Slice } from '../engine/slice.ts';

export interface ButtonsOptions {
  log: Log;
  readPolicy(): PowerPolicy;
  /** What the power slice does. */
  power: Pick<Handlers, 'power.off' | 'power.reboot'>;
  readPower(): Power;
  tellGuest(event: GuestEvent): void;
  /** Presses the keys in the guest. */
  sendCtrlAltDel(): Promise<void>;
}

/** Whoever pressed it is not known; he stands at the box. */
const somebody: Actor = { seat: 'bezel', role: 'admin' };

/** What the box's power button and its Ctrl-Alt-Del mean. */
export class Buttons implements Pick<Slice<'power.ctrl-alt-del'>, 'handlers'> {
  readonly #options: ButtonsOptions;
  readonly handlers: Slice<'power.ctrl-alt-del'>['handlers'] = {
    'power.ctrl-alt-del': async (_, by) => {
      await this.#ctrlAltDel(by);
      return this.#options.readPower();
    },
  };

  constructor(options: ButtonsOptions) {
    this.#options = options;
  }

  /** The power button went down. Never rejects. */
  async press(): Promise<void> {
    const { log, power, readPolicy, tellGuest } = this.#options;
    const { button } = readPolicy();
    log.info(`The power button is pressed: ${button}`);
    tellGuest({ kind: 'power-button', consequence: button === 'stop' ? 'stop' : 'none' });
    if (button === 'stop')
      await this.#ask('The power button', () =>
        power['power.off']({ body: { because: 'power-button' } }, somebody),
      );
  }

  async #ctrlAltDel(by: Actor): Promise<void> {
    const { log, power, readPolicy, sendCtrlAltDel } = this.#options;
    const { ctrlAltDel } = readPolicy();
    log.info(`Ctrl-Alt-Del is pressed: ${ctrlAltDel}`);
    const body = { because: 'ctrl-alt-del' } as const;
    const what = {
      ignore: async () => {},
      guest: sendCtrlAltDel,
      reboot: () => power['power.reboot']({ body }, by),
      stop: () => power['power.off']({ body }, by),
    };
    await this.#ask('Ctrl-Alt-Del', async () => what[ctrlAltDel]());
  }

  /** Nobody waits for an answer: that it is refused, because the guest was already asked for example, is said in the journal. */
  async #ask(what: string, ask: () => unknown): Promise<void> {
    const { log } = this.#options;
    try {
      await ask();
    } catch (error) {
      if (error instanceof OperatorError)
        log.warn(`${what} changes nothing: ${error.message}`, { code: error.code });
      else log.error(`${what} fails`, { error });
    }
  }
}
