import { OperatorError } from '../engine/operator-error.ts';
import type { Hypervisor } from '../host/hypervisor.ts';

/** What the running guest has, as `parse` reads it off libvirt's XML now. Of a guest whose QEMU is not up, or on its way out, it has nothing. */
export async function readLive<T>(
  hypervisor: Pick<Hypervisor, 'status' | 'readDomain'>,
  name: string,
  parse: (xml: string) => T,
): Promise<T | { kind: 'unknown' | 'off' }> {
  if (!hypervisor.status.connected) return { kind: 'unknown' };
  try {
    const view = await hypervisor.readDomain(name);
    if (view === undefined) return { kind: 'off' };
    const { state, reason, xml } = view;
    const isUp = state === 'running' || (state === 'paused' && reason !== 'starting-up');
    return isUp ? parse(xml) : { kind: 'off' };
  } catch (error) {
    if (error instanceof OperatorError) return { kind: 'unknown' };
    throw error;
  }
}
