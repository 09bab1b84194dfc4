import * as z from 'zod';
import type { Log } from '../engine/log.ts';
import type { Files } from '../host/files.ts';
import { identity } from './identity.ts';

const schema = z.object({
  /** The domain's UUID where the box has none of its own; made once. */
  fallbackUuid: z.uuid(),
  /** Who the guest was at its last start. */
  identity: identity.optional(),
  /** The host's boot in which the guest has run, or was deliberately left off: in it nothing starts by itself any more. */
  settledBoot: z.string().max(64).optional(),
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

  constructor(options: KeptStateOptions) {
    this.#options = options;
  }

  /** A file that is missing or damaged gives a new state, which is written at once. */
  async read(): Promise<KeptState> {
    if (this.#state !== undefined) return this.#state;
    const reading = await this.#options.files.readText(this.#options.file);
    const parsed = reading.ok ? schema.safeParse(parseJson(reading.value)) : undefined;
    if (parsed?.success) this.#state = parsed.data;
    return this.#state ?? (await this.change({ fallbackUuid: crypto.randomUUID() }));
  }

  async change(change: Partial<KeptState>): Promise<KeptState> {
    const before = this.#state ?? { fallbackUuid: crypto.randomUUID() };
    const state = { ...before, ...change };
    this.#state = state;
    try {
      await this.#options.writeFile(this.#options.file, `${JSON.stringify(state)}\n`);
    } catch (error) {
      this.#options.log.error(`${this.#options.file} cannot be written`, { error });
    }
    return state;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
