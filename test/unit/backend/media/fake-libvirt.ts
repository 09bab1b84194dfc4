import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import type { Hypervisor, HypervisorChange } from '../../../../src/backend/host/hypervisor.ts';
import { parseLiveDrives } from '../../../../src/backend/media/drives/parse-live-drives.ts';
import { parseLive } from '../../../../src/backend/media/parse-live.ts';

type Part = Pick<
  Hypervisor,
  'status' | 'onChange' | 'readDomain' | 'attachDevice' | 'detachDevice' | 'updateDevice'
>;

/** Later than whatever goes on by itself: others have their turn in between. */
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const refuse = (why: string) => new OperatorError('libvirt.refused', why);

/** libvirt and a guest with all controllers, as far as its live XML goes: disks, devices and drives of whoever attaches them. Its answers take a turn. */
export class FakeLibvirt implements Part {
  readonly status = { connected: true };
  isUp = true;
  /** Elements by their aliases. */
  readonly devices = new Map<string, string>();
  /** How often it was asked for anything. */
  calls = 0;
  readonly #listeners = new Set<(change: HypervisorChange) => void>();

  start(): void {
    this.isUp = true;
    this.#tell({ kind: 'domain', name: 'guest', what: 'started (booted)' });
  }

  stop(): void {
    this.isUp = false;
    this.devices.clear();
    this.#tell({ kind: 'domain', name: 'guest', what: 'stopped (shutdown)' });
  }

  connect(connected: boolean): void {
    this.status.connected = connected;
    this.#tell({ kind: connected ? 'connected' : 'disconnected' });
  }

  onChange(listener: (change: HypervisorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get xml(): string {
    const controllers = [0, 1].map(
      (index) => `<controller type='scsi' index='${index}' model='virtio-scsi'/>`,
    );
    return `<domain id='1'><devices>${controllers.join('')}<controller type='usb' index='0' model='qemu-xhci'/>${[...this.devices.values()].join('')}</devices></domain>`;
  }

  /** What it has, as its XML has it: the alias of each, and what the disc of a drive is read from. */
  get has(): string[] {
    const discs = new Map(parseLiveDrives(this.xml).attached.map(({ alias, source }) => [alias, source]));
    return [...this.devices.keys()].map((alias) => `${alias} ${discs.get(alias) ?? ''}`.trim()).sort();
  }

  async readDomain() {
    await this.#answer();
    return { uuid: 'u', state: this.isUp ? 'running' : 'shutoff', reason: 'booted', xml: this.xml };
  }

  async attachDevice(_: string, xml: string): Promise<void> {
    await this.#answer();
    const [disk] = parseLive(xml).attached;
    const [drive] = parseLiveDrives(xml).attached;
    const alias = disk?.alias ?? drive?.alias;
    if (!this.isUp) throw refuse('domain is not running');
    if (alias === undefined || this.devices.has(alias)) throw refuse('it is there already');
    const { targets } = parseLive(this.xml);
    if (disk?.target !== undefined && targets.has(disk.target)) throw refuse('that name is taken');
    if (drive?.number !== undefined && parseLiveDrives(this.xml).taken.has(drive.number))
      throw refuse('that place is taken');
    this.devices.set(alias, xml);
    this.#tell({ kind: 'device', name: 'guest', alias, what: 'added' });
  }

  async updateDevice(_: string, xml: string): Promise<void> {
    await this.#answer();
    const alias = parseLiveDrives(xml).attached[0]?.alias ?? '';
    if (!this.devices.has(alias)) throw refuse(`no device ${alias}`);
    this.devices.set(alias, xml);
  }

  async detachDevice(_: string, alias: string): Promise<void> {
    await this.#answer();
    if (!this.devices.has(alias)) throw refuse(`no device ${alias}`);
    await aTurn();
    // The guest may have stopped meanwhile.
    if (!this.devices.delete(alias)) return;
    this.#tell({ kind: 'device', name: 'guest', alias, what: 'removed' });
  }

  async #answer(): Promise<void> {
    this.calls += 1;
    await aTurn();
    if (!this.status.connected) throw new OperatorError('libvirt.unreachable', 'libvirt does not answer');
  }

  #tell(change: HypervisorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
