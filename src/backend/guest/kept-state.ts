import * as z from 'zod';
import { problem, startOrigin } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import { parseJson } from '../engine/parse-json.ts';
import type { Files } from '../host/files.ts';
import { identity } from './identity.ts';

/** SHA-256, hexadecimal. */
const hash = z.string().length(64);

/** One part that is damaged does not take the others along. */
const schema = z.object({
  /** The domain's UUID where neither the box nor an earlier start says one; made once. */
  fallbackUuid: z.uuid().catch(() => crypto.randomUUID()),
  /** Who the guest was at its last start that succeeded. */
  identity: identity.optional().catch(undefined),
  /** The host's boot in which the guest has run, or was deliberately left off: in it nothing starts by itself any more. */
  settledBoot: z.string().max(64).optional().catch(undefined),
  /** What a technician has chosen for the next starts. */
  choice: startOrigin.catch('rendered'),
  /** The changes that a technician has accepted, and nothing else. */
  accepted: hash.optional().catch(undefined),
  /** What did not start, and why the last good configuration took its place. */
  failed: z.object({ plan: hash, problem }).optional().catch(undefined),
});
export type KeptState = z.infer<typeof schema>;

export interface KeptStateOptions {
  log: Log;
  file: string;
  files: Pick<Files, 'readText'>;
  /** Safe against power cuts. */
  writeFile(path: string, content: string): Promise<void>;
}

/** What the backend must still know of the guest after it was killed, or the box lost its power. Never throws: a full disk stops no guest. */
export class KeptStateFile {
  readonly #options: KeptStateOptions;
  #state: KeptState | undefined;
  #isDamaged = false;

  constructor(options: KeptStateOptions) {
    this.#options = options;
  }

  /** As it was read or changed last; before that, as on a new box. */
  get current(): KeptState {
    return this.#state ?? newState();
  }

  get file(): string {
    return this.#options.file;
  }

  /** The file was there and could not be understood. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** A file that is missing or damaged gives a new state, which is written at once. */
  async read(): Promise<KeptState> {
    if (this.#state !== undefined) return this.#state;
    const reading = await this.#options.files.readText(this.#options.file);
    const value = reading.ok ? parseJson(reading.value) : undefined;
    const parsed = schema.safeParse(value);
    this.#isDamaged = reading.ok && (!parsed.success || hasLost(value, parsed.data));
    this.#state ??= parsed.success ? parsed.data : newState();
    return parsed.success && !this.#isDamaged ? this.#state : this.change({});
  }

  async change(change: { [K in keyof KeptState]?: KeptState[K] | undefined }): Promise<KeptState> {
    this.#state = { ...this.current, ...change } as KeptState;
    const state = this.#state;
    try {
      await this.#options.writeFile(this.#options.file, `${JSON.stringify(state)}\n`);
    } catch (error) {
      this.#options.log.error(`${this.#options.file} cannot be written`, { error });
    }
    return state;
  }
}

const newState = (): KeptState => ({ fallbackUuid: crypto.randomUUID(), choice: 'rendered' });

/** What identifies the guest is in the file and was not understood. */
function hasLost(value: unknown, { fallbackUuid, identity }: KeptState): boolean {
  const found = value as Record<string, unknown>;
  return found.fallbackUuid !== fallbackUuid || (found.identity !== undefined && identity === undefined);
}
