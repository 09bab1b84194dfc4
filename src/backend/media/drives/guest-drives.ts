import { OperatorError } from '../../engine/operator-error.ts';
import type { Hypervisor } from '../../host/hypervisor.ts';
import { HotPlug, type HotPlugOptions } from '../hot-plug.ts';
import { readLive } from '../read-live.ts';
import type { AttachedDrive, BoxDrive, LiveDrives } from './model.ts';
import { parseDriveAlias } from './parse-drive-alias.ts';
import { parseLiveDrives } from './parse-live-drives.ts';
import {
  type DriveStep,
  type PollStep,
  planDrives,
  planPolling,
  toDiscSource,
  type WantedDrive,
} from './plan-drives.ts';

export interface GuestDrivesOptions extends HotPlugOptions {
  hypervisor: Pick<
    Hypervisor,
    'status' | 'onChange' | 'readDomain' | 'attachDevice' | 'detachDevice' | 'updateDevice'
  >;
  /** The drives of the box; `undefined` when they cannot be read. */
  scan(): Promise<BoxDrive[] | undefined>;
  /** What of a drive the guest is to have; `undefined` for nothing. */
  toWanted(drive: BoxDrive): WantedDrive | undefined;
  /** The element of a drive in the place of this number. */
  render(wanted: WantedDrive, number: number): Promise<string>;
  /** Has the kernel ask a drive by itself, or not. */
  poll(name: string, on: boolean): Promise<void>;
  /** The drives were read, and what the guest has of them. */
  onScan(drives: readonly BoxDrive[]): void;
}

/** Keeps the drives of the running guest, and the discs in them, as those of the box are. */
export class GuestDrives extends HotPlug<GuestDrivesOptions> {
  protected readonly they = 'The drives';
  #drives: BoxDrive[] | undefined;
  #live: LiveDrives = { kind: 'unknown' };

  /** The drives of the box; `undefined` before they were read once. */
  get drives(): readonly BoxDrive[] | undefined {
    return this.#drives;
  }

  get live(): LiveDrives {
    return this.#live;
  }

  attached(alias: string | undefined): AttachedDrive | undefined {
    return this.#live.kind === 'up' ? this.#live.attached.find((each) => each.alias === alias) : undefined;
  }

  protected call(what: string): string {
    return `the drive ${what}`;
  }

  protected isOurs(alias: string): boolean {
    return parseDriveAlias(alias) !== undefined;
  }

  protected onDomain(): void {
    void this.look();
  }

  protected async apply(): Promise<void> {
    const { scan, onScan, onChange, toWanted } = this.options;
    const drives = await scan();
    if (this.isStopped) return;
    await this.#readLive();
    if (drives !== undefined) {
      this.#drives = drives;
      onScan(drives);
    }
    let steps: DriveStep[] = [];
    this.hindered.clear();
    if (drives !== undefined && this.#live.kind === 'up') {
      const plan = planDrives(
        this.#live,
        drives.flatMap((drive) => toWanted(drive) ?? []),
      );
      this.hindered = plan.hindered;
      steps = plan.steps;
    }
    onChange();
    for (const step of steps)
      await this.attempt(
        step,
        () => this.#do(step),
        step.kind === 'detach' ? undefined : toDiscSource(step.wanted),
      );
    if (steps.length > 0) await this.#readLive();
    for (const step of planPolling(drives ?? [], this.#live)) await this.#poll(step);
    if (steps.length > 0) this.onDone(steps, (alias) => this.attached(alias) !== undefined);
  }

  async #readLive(): Promise<void> {
    this.#live = await readLive(this.options.hypervisor, this.options.name(), parseLiveDrives);
  }

  async #do(step: DriveStep): Promise<void> {
    const { render, log } = this.options;
    if (step.kind === 'detach') return this.detach(step);
    const element = () => render(step.wanted, step.number);
    if (step.kind === 'disc') return this.#changeDisc(await element());
    await this.attach(step.alias, element);
    log.info(`The guest has ${this.call(step.what)}`);
  }

  /** Once more where it fails: libvirt opens and closes the tray one after the other, and a guest that looks into it then closes it between. */
  async #changeDisc(xml: string): Promise<void> {
    const { hypervisor, name } = this.options;
    const change = () => hypervisor.updateDevice(name(), xml, { force: true });
    await change().catch((error) => {
      if (error instanceof OperatorError && error.code === 'libvirt.refused') return change();
      throw error;
    });
  }

  async #poll({ name, on }: PollStep): Promise<void> {
    if (this.isStopped) return;
    const { poll, log } = this.options;
    await poll(name, on).catch((error: unknown) => log.error(`${name}: poll fails`, { error }));
  }
}
