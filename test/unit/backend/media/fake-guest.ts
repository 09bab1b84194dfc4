import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import type { GuestAgent, GuestMount } from '../../../../src/backend/host/agent/guest-agent.ts';
import type { Hypervisor, HypervisorChange } from '../../../../src/backend/host/hypervisor.ts';
import { parseLive } from '../../../../src/backend/media/parse-live.ts';

type Part = Pick<
  Hypervisor,
  'status' | 'onChange' | 'readDomain' | 'attachDevice' | 'detachDevice' | keyof GuestAgent
>;

/** libvirt in memory: a guest with a virtio-scsi controller, which lets go of whatever it is asked for unless it holds on. */
export class FakeGuest implements Part {
  status = { connected: true };
  isUp = true;
  hasScsi = true;
  holdsOn = false;
  /** Words with which attaching is refused. */
  refusal: string | undefined;
  attaches = 0;
  hasAgent = false;
  mounts: GuestMount[] = [];
  /** Types of file systems that can be frozen. */
  freezable = ['ext4'];
  isFrozen = false;
  /** Calls of the agent that are refused. */
  readonly agentRefuses = new Set<string>();
  /** What the agent was asked for, and what was detached. */
  readonly doings: string[] = [];
  readonly disks = new Map<string, string>();
  readonly #listeners = new Set<(change: HypervisorChange) => void>();
  /** Whether a source can be opened. */
  canOpen = (_source: string): boolean => true;

  start(): void {
    this.isUp = true;
    this.tell({ kind: 'domain', name: 'guest', what: 'started (booted)' });
  }

  stop(): void {
    this.isUp = false;
    this.disks.clear();
    this.tell({ kind: 'domain', name: 'guest', what: 'stopped (shutdown)' });
  }

  tell(change: HypervisorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** The guest lets go of what it was asked for. */
  letGo(alias: string): void {
    this.disks.delete(alias);
    this.tell({ kind: 'device', name: 'guest', alias, what: 'removed' });
  }

  onChange(listener: (change: HypervisorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get xml(): string {
    const usb = "<controller type='usb' index='0' model='qemu-xhci'/>";
    const scsi = this.hasScsi ? "<controller type='scsi' index='0' model='virtio-scsi'/>" : '';
    const agent = `<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='${this.hasAgent ? '' : 'dis'}connected'/></channel>`;
    return `<domain id='1'><devices>${scsi}${usb}${agent}${[...this.disks.values()].join('')}</devices></domain>`;
  }

  async readDomain() {
    return { uuid: 'u', state: this.isUp ? 'running' : 'shutoff', reason: 'booted', xml: this.xml };
  }

  async attachDevice(_: string, xml: string): Promise<void> {
    this.attaches++;
    const [disk] = parseLive(xml).attached;
    const { targets } = parseLive(this.xml);
    const refuse = (why: string) => new OperatorError('libvirt.refused', why);
    if (!this.isUp) throw refuse('domain is not running');
    if (this.refusal !== undefined) throw refuse(this.refusal);
    if (disk === undefined || this.disks.has(disk.alias) || targets.has(disk.target))
      throw refuse('it is there already');
    if (!this.canOpen(disk.source)) throw refuse(`cannot open ${disk.source}`);
    this.disks.set(disk.alias, xml);
    this.tell({ kind: 'device', name: 'guest', alias: disk.alias, what: 'added' });
  }

  async detachDevice(_: string, alias: string): Promise<void> {
    if (!this.disks.has(alias)) throw new OperatorError('libvirt.refused', `no device ${alias}`);
    this.doings.push('detach');
    if (!this.holdsOn) this.letGo(alias);
  }

  async readGuestMounts(): Promise<GuestMount[]> {
    this.#demandAgent('mounts');
    return this.mounts;
  }

  async freezeFileSystems(_: string, mountpoints: readonly string[]): Promise<number> {
    this.#demandAgent('freeze');
    this.isFrozen = true;
    this.doings.push(`freeze ${mountpoints.join(' ')}`.trim());
    const isMeant = ({ mountpoint }: GuestMount) =>
      mountpoints.length === 0 || mountpoints.includes(mountpoint);
    return this.mounts.filter((mount) => isMeant(mount) && this.freezable.includes(mount.type)).length;
  }

  async thawFileSystems(): Promise<number> {
    this.#demandAgent('thaw');
    const was = this.isFrozen;
    this.isFrozen = false;
    this.doings.push('thaw');
    return was ? 1 : 0;
  }

  async askAgent(_: string, { execute }: { execute: string }): Promise<unknown> {
    this.#demandAgent(execute);
    if (this.isFrozen) throw new OperatorError('libvirt.refused', 'the command is disabled: frozen');
    this.doings.push(execute);
    return { return: execute === 'guest-exec' ? { pid: 7 } : { exited: true, exitcode: 0 } };
  }

  #demandAgent(what: string): void {
    if (!this.status.connected) throw new OperatorError('libvirt.unreachable', 'libvirt does not answer');
    if (!this.hasAgent || this.agentRefuses.has(what))
      throw new OperatorError('libvirt.refused', `the agent does not do ${what}`);
  }
}
