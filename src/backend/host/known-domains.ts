import { type Domain, ErrorCode, type Libvirt, LibvirtError } from 'libvirt';

/** Domains by their names, as a connection has looked them up: each call would begin with a question otherwise. */
export class KnownDomains {
  #known = new WeakMap<Libvirt, Map<string, Domain>>();

  /** To be called when a domain may be another one than before, or have another name. */
  forget(): void {
    this.#known = new WeakMap();
  }

  /**
   * Runs `fn` with the domain of this name; once more where the one that was known is not there any more.
   * @throws LibvirtError `NO_DOMAIN` where there is none
   */
  async use<T>(connection: Libvirt, name: string, fn: (dom: Domain) => Promise<T>): Promise<T> {
    const known = this.#known.get(connection)?.get(name);
    if (known !== undefined) {
      try {
        return await fn(known);
      } catch (error) {
        if (!isGone(error)) throw error;
        this.#known.get(connection)?.delete(name);
      }
    }
    const found = await connection.lookupByName(name);
    const domains = this.#known.get(connection) ?? new Map<string, Domain>();
    this.#known.set(connection, domains.set(name, found));
    return fn(found);
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof LibvirtError && error.code === ErrorCode.NO_DOMAIN;
