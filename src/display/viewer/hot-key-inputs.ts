import type { Wanted } from '../control/model.ts';
import { type HotKey, parseHotKey } from '../input/hot-key.ts';
import type { Inputs, Leds } from '../input/inputs.ts';
import { type InputsOptions, openInputs } from '../input/open-inputs.ts';

/** The hot-keys that are wanted. Throws with a sentence for the operator. */
export function toHotKeys({ hotKey, longPressS }: Pick<Wanted, 'hotKey' | 'longPressS'>): HotKey[] {
  const held = longPressS === 0 ? [] : [parseHotKey('hold-leftshift-rightshift', longPressS * 1000)];
  return [parseHotKey(hotKey), ...held];
}

/** The box's keyboards and mice with hot-keys that may change: they are opened anew with others. */
export class HotKeyInputs {
  readonly #options: Omit<InputsOptions, 'hotKeys'>;
  #inputs: Inputs | undefined;
  #used = '';
  #grabbed = false;
  #leds: Leds | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor(options: Omit<InputsOptions, 'hotKeys'>) {
    this.#options = options;
  }

  /** Rejects where the hot-key is none; the one before stays then. */
  async use(wanted: Pick<Wanted, 'hotKey' | 'longPressS'>): Promise<void> {
    const hotKeys = toHotKeys(wanted);
    const use = JSON.stringify(hotKeys);
    if (use === this.#used) return;
    this.#used = use;
    const open = (): Promise<void> => this.#open(hotKeys);
    this.#changing = this.#changing.then(open, open);
    await this.#changing;
  }

  grab(on: boolean): void {
    this.#grabbed = on;
    this.#inputs?.grab(on);
  }

  setLeds(leds: Leds): void {
    this.#leds = leds;
    this.#inputs?.setLeds(leds);
  }

  releaseAll(): void {
    this.#inputs?.releaseAll();
  }

  close(): void {
    this.#inputs?.close();
  }

  async #open(hotKeys: readonly HotKey[]): Promise<void> {
    this.#inputs?.close();
    this.#inputs = await openInputs({ ...this.#options, hotKeys });
    if (this.#leds !== undefined) this.#inputs.setLeds(this.#leds);
    this.#inputs.grab(this.#grabbed);
    this.#options.listener.devices(this.#inputs.list());
  }
}
