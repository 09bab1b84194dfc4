import type { Duplex } from 'node:stream';
import { ConsoleFlags } from 'libvirt';
import { type LibvirtPlace, onDomain } from './on-domain.ts';

/** A domain's first serial console, on a connection that ends with it. Whoever had it loses it. Throws as `Hypervisor` does. */
export function openConsole(place: LibvirtPlace, name: string, signal: AbortSignal): Promise<Duplex> {
  return onDomain(place, name, signal, async (connection, domain) => {
    const stream = await connection.openConsole(domain, undefined, ConsoleFlags.FORCE, { signal });
    stream.once('close', () => void connection.close());
    return stream;
  });
}
