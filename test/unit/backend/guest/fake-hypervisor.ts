import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import type {
  DomainView,
  Hypervisor,
  HypervisorChange,
  HypervisorStatus,
} from '../../../../src/backend/host/hypervisor.ts';

/** libvirt with at most one domain, in memory. What it is asked to do stands in `calls`. */
export class FakeHypervisor implements Hypervisor {
  status: HypervisorStatus = { connected: true };
  domain: DomainView | undefined;
  calls: string[] = [];
  /** Throws instead of doing: by call, `defineDomain` for example. */
  refuse: Record<string, string> = {};
  /** QEMU does not start with a domain XML that has this in it. */
  broken: string | undefined;
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
    return this.domain;
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
    this.become('running', 'booted');
  }

  async askToStop(_: string, by: 'agent' | 'button'): Promise<void> {
    this.#call(`askToStop ${by}`);
  }

  async destroyDomain(): Promise<void> {
    this.#call('destroyDomain');
    this.become('shutoff', 'destroyed');
  }

  async resetDomain(): Promise<void> {
    this.#call('resetDomain');
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
