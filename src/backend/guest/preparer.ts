import type { Inventory } from '../../contract/index.ts';
import type { PolicySnapshot } from '../config/slice.ts';
import type { Log } from '../engine/log.ts';
import type { KeptStateFile } from './kept-state.ts';
import type { Observed } from './observed.ts';
import { type Prepared, type PrepareOptions, prepareGuest } from './prepare.ts';

export interface PreparerOptions {
  log: Log;
  files: PrepareOptions;
  kept: KeptStateFile;
  readPolicy(): PolicySnapshot;
  readInventory(): Promise<Inventory>;
  observed(): Observed;
}

/** What was prepared, and of which policy. */
export type PreparedFor = Prepared & { snapshot: PolicySnapshot };

/** Plans and renders with what is known at that moment, one after the other, and keeps the last result. */
export class Preparer {
  readonly #options: PreparerOptions;
  #last: PreparedFor | undefined;
  #preparing: Promise<unknown> = Promise.resolve();

  constructor(options: PreparerOptions) {
    this.#options = options;
  }

  get last(): PreparedFor | undefined {
    return this.#last;
  }

  prepare(): Promise<PreparedFor> {
    const preparing = this.#preparing.then(() => this.#prepare());
    this.#preparing = preparing.catch((error: unknown) => {
      this.#options.log.error('The guest cannot be planned', { error });
    });
    return preparing;
  }

  /** Resolves when nothing is being prepared. */
  async settled(): Promise<void> {
    await this.#preparing;
  }

  async #prepare(): Promise<PreparedFor> {
    const { files, kept, readPolicy, readInventory, observed } = this.#options;
    const snapshot = readPolicy();
    const { fallbackUuid, identity } = await kept.read();
    const domain = observed();
    // A box without a UUID of its own: the domain that is there keeps the one that it has.
    const madeUuid = domain.kind === 'domain' ? domain.uuid : fallbackUuid;
    const prepared = await prepareGuest(files, await readInventory(), snapshot.policy, {
      identity,
      madeUuid,
    });
    this.#last = { ...prepared, snapshot };
    return this.#last;
  }
}
