import { oneAtATime } from '../engine/one-at-a-time.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import { HotPlug, type HotPlugOptions } from './hot-plug.ts';
import { type Live, nameOf, type Plugged, type UsbDisk } from './model.ts';
import { parseAlias, toAlias } from './parse-alias.ts';
import { parseLive } from './parse-live.ts';
import { type AttachStep, type MediaStep, type Place, planMedia, type WantedMedium } from './plan-media.ts';
import { readLive } from './read-live.ts';
import { byPlace } from './read-usb-disks.ts';

export interface GuestMediaOptions extends HotPlugOptions {
  hypervisor: Pick<Hypervisor, 'status' | 'onChange' | 'readDomain' | 'attachDevice' | 'detachDevice'>;
  /** What is plugged into the box; `undefined` when it cannot be read. */
  scan(): Promise<Plugged[] | undefined>;
  /** One disk of the box, by the kernel's name; `undefined` when it is none that can be given, or not yet. */
  scanDisk(name: string): Promise<UsbDisk | undefined>;
  /** Whether the guest is to have it. */
  isWanted(plugged: Plugged): boolean;
  /** What was read before is to be read anew. */
  forget(): void;
  bus(): Place['bus'];
  /** The element of a disk or device, which is still there. */
  render(step: AttachStep): Promise<string>;
  /** It was read. */
  onScan(plugged: readonly Plugged[]): void;
}

/**
 * Keeps the USB disks and devices of the running guest as those of the box are. What libvirt refuses to attach is tried again for another guest,
 * policy or word, never because of the disk: a try that fails makes udev tell of the disk.
 */
export class GuestMedia extends HotPlug<GuestMediaOptions> {
  protected readonly they = 'USB disks and devices';
  #plugged: Plugged[] | undefined;
  #live: Live = { kind: 'unknown' };
  /** What libvirt had told when it was read; what was attached since is not in it. */
  #liveAsOf: number | undefined;
  /** New disks that were given before all the rest was looked at. */
  #met = 0;
  readonly #inTurn = oneAtATime((work: () => Promise<void>) => work());

  /** What is plugged into the box; `undefined` before it was read once. */
  get plugged(): readonly Plugged[] | undefined {
    return this.#plugged;
  }

  get live(): Live {
    return this.#live;
  }

  /** The running guest has it. */
  has(alias: string): boolean {
    return this.#live.kind === 'up' && this.#live.attached.some((each) => each.alias === alias);
  }

  protected call(what: string): string {
    return what;
  }

  protected isOurs(alias: string): boolean {
    return parseAlias(alias) !== undefined;
  }

  protected onDomain(): void {
    void this.check();
  }

  /**
   * The kernel has a new disk: the guest gets it before anything else is looked at, which is done afterwards. Where that fails udev may be at work
   * on the disk's node: it is tried again, and a refusal counts, at the look that follows udev's own word.
   */
  async meet(name: string): Promise<void> {
    this.#met += 1;
    try {
      await this.#inTurn(() => this.#meet(name));
    } catch (error) {
      return this.options.log.debug(`${name} is not given at once`, { error });
    }
    await this.look();
  }

  async #meet(name: string): Promise<void> {
    const { scanDisk, isWanted, bus } = this.options;
    // A place that somebody has taken since without a word of libvirt's is refused, and left to the look.
    const live = this.#liveAsOf === this.told ? undefined : this.#readLive();
    const [disk] = await Promise.all([scanDisk(name), live]);
    const alias = disk && toAlias(disk);
    if (this.isStopped || this.#plugged === undefined || this.#live.kind !== 'up') return;
    if (disk === undefined || alias === undefined) return;
    if (!isWanted(disk) || this.whyNot(alias) !== undefined) return;
    const wanted = [{ alias, what: nameOf(disk), plugged: disk }];
    const step = planMedia(this.#live, wanted, bus()).steps.find((each) => each.kind === 'attach');
    if (step === undefined) return;
    this.#plugged = withDisk(this.#plugged, disk);
    await this.#do(step);
  }

  override check(): Promise<void> {
    this.options.forget();
    return super.check();
  }

  protected async apply(): Promise<void> {
    // Of new disks first.
    await this.#inTurn(async () => {});
    const met = this.#met;
    const plugged = await this.options.scan();
    // What was read may be from before another one came, which the guest has by now.
    await this.#inTurn(async () => (met === this.#met ? this.#follow(plugged) : this.again()));
  }

  async #follow(plugged: Plugged[] | undefined): Promise<void> {
    const { onScan, bus, onChange } = this.options;
    if (this.isStopped) return;
    if (plugged !== undefined) {
      this.#plugged = plugged;
      onScan(plugged);
    }
    await this.#readLive();
    if (plugged === undefined || this.#live.kind !== 'up') {
      this.hindered.clear();
      return onChange();
    }
    const { steps, hindered } = planMedia(this.#live, this.#wanted(plugged), bus());
    this.hindered = hindered;
    onChange();
    for (const step of steps) await this.attempt(step, () => this.#do(step));
    if (steps.length === 0) return;
    await this.#readLive();
    this.onDone(steps, (alias) => this.has(alias));
  }

  async #readLive(): Promise<void> {
    const { told } = this;
    this.#live = await readLive(this.options.hypervisor, this.options.name(), parseLive);
    this.#liveAsOf = told;
  }

  #wanted(plugged: readonly Plugged[]): WantedMedium[] {
    return plugged.flatMap((each) => {
      const alias = toAlias(each);
      return alias !== undefined && this.options.isWanted(each)
        ? [{ alias, what: nameOf(each), plugged: each }]
        : [];
    });
  }

  async #do(step: MediaStep): Promise<void> {
    if (step.kind === 'detach') return this.detach(step);
    this.#liveAsOf = undefined;
    await this.attach(step.alias, () => this.options.render(step));
    this.options.log.info(`The guest has ${step.what}${'place' in step ? ` as ${step.place.target}` : ''}`);
  }
}

/** With a disk that is new, in its place; what was there before has gone. */
function withDisk(plugged: readonly Plugged[], disk: UsbDisk): Plugged[] {
  const others = plugged.filter(({ id }) => id !== disk.id);
  const disks = others.filter((each) => each.kind === 'disk');
  return [...[...disks, disk].sort(byPlace), ...others.filter((each) => each.kind !== 'disk')];
}
