import type { Inventory, Nic } from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';
import type { Files } from '../host/files.ts';
import type { ReadText } from '../host/read-within.ts';
import { isSame } from './is-same.ts';
import { toNamedNics } from './plan-nics.ts';
import { readInventory } from './read-inventory.ts';
import { type ReadPermanentMacs, readNics } from './read-nics.ts';
import type { SlowFacts } from './slow/model.ts';
import { isUnasked, toLasting, toNicIdentity, withSlowFacts } from './slow/plan-slow.ts';
import type { ReadSlowFacts } from './slow/read-slow.ts';

export interface InventoryOptions {
  bus: Bus<Topics>;
  clock: Clock;
  /** The machine: `filesBelow('/')`. */
  files: Files;
  readPermanentMacs: ReadPermanentMacs;
  /** Reads what a device has to answer, within a limit of time: the start of the guest waits for it. */
  askDevice: ReadText;
  readSlowFacts: ReadSlowFacts;
}

/**
 * What the box is made of. Reads when it starts and when it is asked to. Publishes `inventory` when the machine changed: values that move by
 * themselves are no change, see `isSame`. They are published too when somebody asks for the hardware to be read again: who looks at it wants them.
 *
 * What takes a program (see `slow/`) is asked for afterwards and added when it is there: nobody who needs the inventory waits for it. It is asked
 * for at the start, when somebody asks for the hardware to be read again, and for devices that are new; never on a timer.
 */
export class InventorySlice implements Slice<'inventory.get' | 'inventory.refresh'> {
  readonly #options: InventoryOptions;
  /** As the kernel tells it. */
  #machine: Inventory | undefined;
  #slowFacts: SlowFacts | undefined;
  #current: Inventory | undefined;
  #asking: Promise<void> | undefined;
  /** Somebody asked for the hardware to be read again, and not all that was asked for has come. */
  #wanted = false;
  readonly #stopped = new AbortController();
  #reading: Promise<Inventory> | undefined;

  constructor(options: InventoryOptions) {
    this.#options = options;
  }

  readonly handlers = {
    'inventory.get': (): Promise<Inventory> => this.get(),
    'inventory.refresh': async (): Promise<Inventory> => {
      this.#wanted = true;
      const now = await this.refresh();
      this.#askPrograms(now);
      return now;
    },
  };

  async start(): Promise<void> {
    await this.refresh();
  }

  /** Ends the programs that are still asked. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([this.#reading, this.#asking]);
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

  /**
   * Reads the NICs alone again: a link has changed. When others came or went, everything is read, since they hang on buses. A reading that is
   * under way began before the change, and is waited for.
   */
  async refreshNics(): Promise<Inventory> {
    await this.#reading;
    const machine = this.#machine;
    if (machine === undefined) return this.refresh();
    const { nics } = await readNics(this.#options.files, this.#options.readPermanentMacs);
    if (!isSameSet(machine.nics, nics) || this.#machine !== machine) return this.refresh();
    this.#machine = { ...machine, nics: toNamedNics(nics, machine.pci, machine.usb) };
    return this.#tell(this.#machine);
  }

  async #read(): Promise<Inventory> {
    const { files, readPermanentMacs, askDevice, clock } = this.#options;
    this.#machine = await readInventory(files, readPermanentMacs, clock.now(), askDevice);
    const now = this.#tell(this.#machine);
    if (isUnasked(now, this.#slowFacts)) this.#askPrograms(now);
    return now;
  }

  /** Asks in the background. Whoever asks while it is under way gets that answer. */
  #askPrograms(inventory: Inventory): void {
    if (this.#asking !== undefined || this.#stopped.signal.aborted) return;
    this.#asking = this.#ask(inventory).finally(() => {
      this.#asking = undefined;
      this.#wanted = false;
    });
  }

  async #ask(inventory: Inventory): Promise<void> {
    const { signal } = this.#stopped;
    let asked: Inventory;
    let next = inventory;
    do {
      asked = next;
      const answers = await this.#options.readSlowFacts(asked, signal);
      if (signal.aborted) return;
      this.#slowFacts = toLasting(this.#slowFacts, answers);
      // Meanwhile the machine may have been read again, with other devices. What gave no answer is not asked again and again.
      next = this.#machine ?? asked;
      this.#tell(next);
    } while (next !== asked && isUnasked(next, this.#slowFacts));
  }

  #tell(machine: Inventory): Inventory {
    const before = this.#current;
    const now = withSlowFacts(machine, this.#slowFacts);
    this.#current = now;
    if (this.#wanted || before === undefined || !isSame(before, now))
      this.#options.bus.publish('inventory', now);
    return now;
  }
}

const isSameSet = (before: readonly Nic[], now: readonly Nic[]): boolean =>
  JSON.stringify(before.map(toNicIdentity).sort()) === JSON.stringify(now.map(toNicIdentity).sort());
