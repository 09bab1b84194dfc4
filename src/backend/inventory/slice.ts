import type { Inventory } from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';
import type { Files } from '../host/files.ts';
import { readInventory } from './read-inventory.ts';
import type { ReadPermanentMacs } from './read-nics.ts';

export interface InventoryOptions {
  bus: Bus<Topics>;
  clock: Clock;
  /** The machine: `filesBelow('/')`. */
  files: Files;
  readPermanentMacs: ReadPermanentMacs;
}

/** What the box is made of. Reads when it starts and when it is asked to; publishes `inventory` when something other than the time changed. */
export class InventorySlice implements Slice<'inventory.get' | 'inventory.refresh'> {
  readonly #options: InventoryOptions;
  #current: Inventory | undefined;
  #reading: Promise<Inventory> | undefined;

  constructor(options: InventoryOptions) {
    this.#options = options;
  }

  readonly handlers = {
    'inventory.get': (): Promise<Inventory> => this.get(),
    'inventory.refresh': (): Promise<Inventory> => this.refresh(),
  };

  async start(): Promise<void> {
    await this.refresh();
  }

  async stop(): Promise<void> {
    await this.#reading;
  }

  /** What was read last; reads when nothing was yet. */
  async get(): Promise<Inventory> {
    return this.#current ?? (await this.refresh());
  }

  /** What was read last, if anything was. */
  get current(): Inventory | undefined {
    return this.#current;
  }

  /** Reads the machine again. Whoever asks while a reading is under way gets that one. */
  refresh(): Promise<Inventory> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<Inventory> {
    const { files, readPermanentMacs, clock, bus } = this.#options;
    const before = this.#current;
    const now = await readInventory(files, readPermanentMacs, clock.now());
    this.#current = now;
    if (before === undefined || !isSame(before, now)) bus.publish('inventory', now);
    return now;
  }
}

/** Available memory and the time change always and mean nothing to those who watch. */
function isSame(a: Inventory, b: Inventory): boolean {
  const lasting = ({ takenAt: _, memory, ...rest }: Inventory): string =>
    JSON.stringify({ ...rest, memory: { ...memory, availableMiB: undefined } });
  return lasting(a) === lasting(b);
}
