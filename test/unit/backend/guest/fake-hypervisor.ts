import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import type {
  DomainView,
  Hypervisor,
  HypervisorChange,
  HypervisorStatus,
} from '../../../../src/backend/host/hypervisor.ts';

import { withAliases, withInterface, withoutAlias } from './fake-interfaces.ts';

/** libvirt with at most one domain, in memory. What it is asked to do stands in `calls`. */
export class FakeHypervisor implements Hypervisor {
  status: HypervisorStatus = { connected: true };
  domain: DomainView | undefined;
  /** What runs, once it is another than what is defined. */
  live: string | undefined;
  calls: string[] = [];
  /** Throws instead of doing: by call, `defineDomain` for example. */
  refuse: Record<string, string> = {};
  /** QEMU does not start with a domain XML that has this in it. */
  broken: string | undefined;
  /** Devices with this in them are refused, and why. */
  refuseFor: Record<string, string> = {};
  /** Called before a device is plugged in. */
  onAttach = (): void => {};
  /** The guest lets go of no device that it is asked for. */
  holds = false;
  readonly #listeners = new Set<(change: HypervisorChange) => void>();

  onChange(listener: (change: HypervisorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(change: HypervisorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** The domain is so from now on, and libvirt says so. */
  become(state: string, reason: string): void {
    this.domain = { uuid: 'u', xml: '<domain/>', ...this.domain, state, reason };
    this.tell({ kind: 'domain', name: 'guest', what: `${state} (${reason})` });
  }

  async readDomain(): Promise<DomainView | undefined> {
    this.#demand('readDomain');
    const { domain } = this;
    if (domain === undefined || domain.state === 'shutoff') return domain;
    return { ...domain, xml: this.live ?? withAliases(domain.xml) };
  }

  async readDefinedXml(): Promise<string | undefined> {
    return this.domain?.xml;
  }

  async defineDomain(xml: string): Promise<void> {
    this.#call('defineDomain');
    const uuid = /<uuid>(.*)</.exec(xml)?.[1] ?? 'u';
    this.domain = { uuid, state: 'shutoff', reason: 'unknown', xml };
  }

  async undefineDomain(): Promise<void> {
    this.#call('undefineDomain');
    this.domain = undefined;
  }

  async startDomain(): Promise<void> {
    this.#call('startDomain');
    if (this.broken !== undefined && this.domain?.xml.includes(this.broken) === true)
      throw new OperatorError('libvirt.refused', `libvirt refuses: QEMU does not know ${this.broken}`);
    this.live = undefined;
    this.become('running', 'booted');
  }

  async attachDevice(name: string, xml: string): Promise<void> {
    this.#call('attachDevice');
    this.#demandFor(xml);
    this.onAttach();
    this.#change((live) => withInterface(live, xml));
    this.tell({ kind: 'device', name, alias: 'ua-new', what: 'added' });
  }

  async updateDevice(_: string, xml: string): Promise<void> {
    this.#call('updateDevice');
    this.#demandFor(xml);
    this.#change((live) => withInterface(live, xml));
  }

  async detachDevice(name: string, alias: string): Promise<void> {
    this.#call('detachDevice');
    if (!this.holds) this.letGo(name, alias);
  }

  /** The guest has let go of a device. */
  letGo(name: string, alias: string): void {
    this.#change((live) => withoutAlias(live, alias));
    this.tell({ kind: 'device', name, alias, what: 'removed' });
  }

  #change(change: (live: string) => string): void {
    this.live = change(this.live ?? withAliases(this.domain?.xml ?? ''));
  }

  async askToStop(_: string, by: 'agent' | 'button'): Promise<void> {
    this.#call(`askToStop ${by}`);
  }

  async readGuestMounts(): Promise<never[]> {
    this.#call('readGuestMounts');
    return [];
  }

  async freezeFileSystems(): Promise<number> {
    this.#call('freezeFileSystems');
    return 0;
  }

  async thawFileSystems(): Promise<number> {
    this.#call('thawFileSystems');
    return 0;
  }

  async askAgent(): Promise<unknown> {
    this.#call('askAgent');
    return {};
  }

  async pressKeys(_: string, keys: readonly number[]): Promise<void> {
    this.#call(`pressKeys ${keys.join(' ')}`);
  }

  async destroyDomain(): Promise<void> {
    this.#call('destroyDomain');
    this.become('shutoff', 'destroyed');
  }

  async dumpMemory(): Promise<void> {
    this.#call('dumpMemory');
  }

  async resumeDomain(): Promise<void> {
    this.#call('resumeDomain');
  }

  async resetDomain(): Promise<void> {
    this.#call('resetDomain');
  }

  #demandFor(xml: string): void {
    for (const [text, why] of Object.entries(this.refuseFor))
      if (xml.includes(text)) throw new OperatorError('libvirt.refused', why);
  }

  #call(name: string): void {
    this.calls.push(name);
    this.#demand(name);
  }

  #demand(name: string): void {
    const why = this.refuse[name];
    if (why !== undefined) throw new OperatorError('libvirt.refused', why);
    if (!this.status.connected) throw new OperatorError('libvirt.unreachable', 'libvirt does not answer');
  }
}
