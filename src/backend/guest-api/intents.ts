import * as z from 'zod';
import {
  type DeclaredIntent,
  type IntentRequest,
  type PowerIntent,
  plainText,
  powerIntent,
} from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import type { GuestNotes } from './notes.ts';

/** Who has not halted by then will not because of this. */
export const intentLastsMs = 10 * 60_000;

const key = 'intent';
const kept = z.object({ intent: powerIntent, bootId: z.string() });

export interface IntentsOptions {
  clock: Clock;
  notes: GuestNotes;
  /** Of this boot of the host: what was declared in another one is over. */
  bootId: string;
  onChange(intent: PowerIntent | undefined): void;
}

/** What the guest says that it is about to do: the bit by which a halt and a reboot are told apart. It survives the end of the backend. */
export class Intents {
  readonly #options: IntentsOptions;
  #intent: PowerIntent | undefined;
  #cancel = (): void => {};

  constructor(options: IntentsOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier backend was told. */
  recall(): void {
    const read = kept.safeParse(this.#options.notes.read(key));
    if (!read.success) return;
    const { intent, bootId } = read.data;
    if (bootId !== this.#options.bootId || this.#restMs(intent) <= 0) this.clear();
    else this.#set(intent);
  }

  get current(): PowerIntent | undefined {
    return this.#intent;
  }

  get(): DeclaredIntent {
    const intent = this.#intent;
    if (intent === undefined) return {};
    return { intent, expiresAt: new Date(Date.parse(intent.at) + intentLastsMs).toISOString() };
  }

  /** The last word counts. */
  declare({ kind, reason }: IntentRequest): DeclaredIntent {
    const said = reason === undefined ? '' : plainText(reason);
    const at = this.#options.clock.now().toISOString();
    const intent: PowerIntent = { kind, ...(said === '' ? {} : { reason: said }), at };
    this.#options.notes.write(key, { intent, bootId: this.#options.bootId });
    this.#set(intent);
    return this.get();
  }

  /** It is taken back, it has come true, or it is too old. */
  clear(): void {
    this.#options.notes.write(key, undefined);
    if (this.#intent !== undefined) this.#set(undefined);
  }

  stop(): void {
    this.#cancel();
  }

  #set(intent: PowerIntent | undefined): void {
    this.#cancel();
    this.#intent = intent;
    if (intent !== undefined)
      this.#cancel = this.#options.clock.after(this.#restMs(intent), () => this.clear());
    this.#options.onChange(intent);
  }

  /** A clock that was set back makes nothing last longer. */
  #restMs({ at }: PowerIntent): number {
    return intentLastsMs - Math.abs(this.#options.clock.now().getTime() - Date.parse(at));
  }
}
