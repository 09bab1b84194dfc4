import { type Domain, Libvirt } from 'libvirt';
import { toHypervisorError } from './libvirt-error.ts';

export interface LibvirtPlace {
  socket: string;
  uri: string;
}

/** On the same machine only a libvirtd that hangs is found by it. */
const rareKeepalive = { keepaliveIntervalMs: 30_000, keepaliveCount: 2 };

/**
 * What `fn` makes of a domain on a connection of its own, which `fn` closes unless it throws: a stream that nobody reads stops all else
 * on its connection. Throws as `Hypervisor` does.
 */
export async function onDomain<T>(
  place: LibvirtPlace,
  name: string,
  signal: AbortSignal | undefined,
  fn: (connection: Libvirt, domain: Domain) => Promise<T>,
): Promise<T> {
  const giveUp = signal === undefined ? {} : { signal };
  let connection: Libvirt | undefined;
  try {
    connection = await Libvirt.open({ ...place, ...rareKeepalive, ...giveUp });
    return await fn(connection, await connection.lookupByName(name, giveUp));
  } catch (error) {
    await connection?.close();
    throw toHypervisorError(error);
  }
}
