import type { Inventory } from '../../contract/index.ts';
import type { PolicySnapshot } from '../config/slice.ts';
import type { Log } from '../engine/log.ts';
import type { KeptStateFile } from './kept-state.ts';
import type { Observed } from './observed.ts';
import { withHeldNics } from './plan/held-nics.ts';
import { type Prepared, type PrepareOptions, prepareGuest, readSources } from './prepare.ts';
import type { LastGoodStart } from './starts/last-good.ts';
import { parseSources } from './starts/parse-sources.ts';
import { parseSpec } from './starts/parse-spec.ts';
import { type GoodPlan, planGood } from './starts/plan-good.ts';
import { withoutPrivateLink } from './starts/without-private-link.ts';

export interface PreparerOptions {
  log: Log;
  files: PrepareOptions;
  kept: KeptStateFile;
  lastGood: LastGoodStart;
  readPolicy(): PolicySnapshot;
  readInventory(): Promise<Inventory>;
  portKeeps(mac: string): boolean;
  observed(): Observed;
}

/** What was prepared, and of which policy; and what of the last good configuration the hardware allows. */
export type PreparedFor = Prepared & {
  snapshot: PolicySnapshot;
  good: GoodPlan | undefined;
  /** The box's. */
  nics: Inventory['nics'];
};

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
    const { files, kept, readPolicy, readInventory, portKeeps, observed } = this.#options;
    const snapshot = readPolicy();
    const { fallbackUuid, identity } = await kept.read();
    const domain = observed();
    // A box without a UUID of its own: the domain that is there keeps the one that it has.
    const madeUuid = domain.kind === 'domain' ? domain.uuid : fallbackUuid;
    const read = await readInventory();
    const inventory = { ...read, nics: withHeldNics(read, identity?.slots ?? []) };
    const prepared = await prepareGuest(files, inventory, snapshot.policy, {
      ...{ identity, madeUuid, portKeeps },
    });
    this.#last = {
      ...prepared,
      snapshot,
      good: await this.#prepareGood(inventory, snapshot.policy),
      nics: inventory.nics,
    };
    return this.#last;
  }

  async #prepareGood(
    inventory: Inventory,
    { guest, network }: PolicySnapshot['policy'],
  ): Promise<GoodPlan | undefined> {
    const { current: kept } = this.#options.lastGood;
    if (kept === undefined) return undefined;
    const hasPrivateLink = network.privateLink && this.#options.files.ownNetwork;
    const current = hasPrivateLink ? kept : withoutPrivateLink(kept);
    const disks = parseSpec(current.spec).disks ?? [];
    const names = [...new Set([...disks.map(({ source }) => source), ...parseSources(current.xml)])];
    const sources = await readSources(this.#options.files.files, names);
    return planGood(
      current,
      inventory,
      new Map(names.map((source, index) => [source, sources[index] ?? nowhere])),
      guest?.name,
    );
  }
}

const nowhere = { exists: false };
