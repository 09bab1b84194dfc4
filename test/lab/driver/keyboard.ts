import { setTimeout as delay } from 'node:timers/promises';
import { toCombination, toKeys } from './keys.ts';
import type { Qmp } from './qmp.ts';

/** Milliseconds a key is held, and from one key to the next: a PS/2 keyboard's buffer is small, and the box may be slow. */
const holdMs = 20;
const paceMs = 60;

/** The keyboard in front of the box. */
export class Keyboard {
  readonly #qmp: () => Promise<Qmp>;

  constructor(qmp: () => Promise<Qmp>) {
    this.#qmp = qmp;
  }

  /** Types text on a US keyboard, a character at a time. */
  async type(text: string): Promise<void> {
    for (const keys of [...text].map(toKeys)) await this.#press(keys);
  }

  /** Presses a combination such as `ctrl-alt-f2`, `Enter` or `q`. */
  async press(combination: string): Promise<void> {
    await this.#press(toCombination(combination));
  }

  async #press(keys: string[]): Promise<void> {
    const qmp = await this.#qmp();
    await qmp.run('send-key', { keys: keys.map((data) => ({ type: 'qcode', data })), 'hold-time': holdMs });
    await delay(paceMs);
  }
}
