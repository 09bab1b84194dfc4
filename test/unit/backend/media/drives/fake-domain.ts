import { OperatorError } from '../../../../../src/backend/engine/operator-error.ts';
import type { Hypervisor, HypervisorChange } from '../../../../../src/backend/host/hypervisor.ts';
import { parseLiveDrives } from '../../../../../src/backend/media/drives/parse-live-drives.ts';

type Part = Pick<
  Hypervisor,
  'status' | 'onChange' | 'readDomain' | 'attachDevice' | 'detachDevice' | 'updateDevice'
>;

/** libvirt in memory: a guest with a controller for drives, which lets go of whatever it is asked for unless it holds on. */
export class FakeDomain implements Part {
  status = { connected: true };
  isUp = true;
  hasController = true;
  /** The guest has locked the tray of its own drive. */
  isLocked = false;
  holdsOn = false;
  /** How many changes of the disc fail, since the guest closes the tray under libvirt's hands. */
  closesTray = 0;
  /** Words with which attaching is refused. */
  refusal: string | undefined;
  readonly devices = new Map<string, string>();
  readonly updates: { source: string | undefined; force: boolean }[] = [];
  readonly #listeners = new Set<(change: HypervisorChange) => void>();

  start(): void {
    this.isUp = true;
    this.tell({ kind: 'domain', name: 'guest', what: 'started (booted)' });
  }

  stop(): void {
    this.isUp = false;
    this.devices.clear();
    this.tell({ kind: 'domain', name: 'guest', what: 'stopped (shutdown)' });
  }

  /** The guest opens the tray of its own drive, or closes it. */
  moveTray(alias: string, open: boolean): void {
    const xml = this.devices.get(alias)?.replace(" tray='open'", '') ?? '';
    this.devices.set(alias, open ? xml.replace('<target ', "<target tray='open' ") : xml);
    this.tell({ kind: 'domain', name: 'guest', what: 'trayChange' });
  }

  tell(change: HypervisorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  onChange(listener: (change: HypervisorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get xml(): string {
    const controller = this.hasController ? "<controller type='scsi' index='1' model='virtio-scsi'/>" : '';
    return `<domain id='1'><devices>${controller}${[...this.devices.values()].join('')}</devices></domain>`;
  }

  async readDomain() {
    return { uuid: 'u', state: this.isUp ? 'running' : 'shutoff', reason: 'booted', xml: this.xml };
  }

  async attachDevice(_: string, xml: string): Promise<void> {
    const [device] = parseLiveDrives(xml).attached;
    const refuse = (why: string) => new OperatorError('libvirt.refused', why);
    if (!this.isUp) throw refuse('domain is not running');
    if (this.refusal !== undefined) throw refuse(this.refusal);
    if (device?.number === undefined || this.devices.has(device.alias)) throw refuse('it is there already');
    if (parseLiveDrives(this.xml).taken.has(device.number)) throw refuse('that place is taken');
    this.devices.set(device.alias, xml);
    this.tell({ kind: 'device', name: 'guest', alias: device.alias, what: 'added' });
  }

  async updateDevice(_: string, xml: string, { force = false } = {}): Promise<void> {
    const [device] = parseLiveDrives(xml).attached;
    if (device === undefined || !this.devices.has(device.alias))
      throw new OperatorError('libvirt.refused', 'no such device');
    this.updates.push({ source: device.source, force });
    if (this.isLocked && !force) throw new OperatorError('libvirt.refused', 'timed out waiting to open tray');
    if (this.closesTray-- > 0) throw new OperatorError('libvirt.refused', 'Tray is not open');
    this.devices.set(device.alias, xml);
  }

  async detachDevice(_: string, alias: string): Promise<void> {
    if (!this.devices.has(alias)) throw new OperatorError('libvirt.refused', `no device ${alias}`);
    if (this.holdsOn) return;
    this.devices.delete(alias);
    this.tell({ kind: 'device', name: 'guest', alias, what: 'removed' });
  }
}
