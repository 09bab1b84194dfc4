import { privateLink } from '../../../contract/index.ts';
import { planMacFromText } from '../../engine/nic-addresses.ts';
import type { PrivateNicSpec } from '../spec.ts';

/**
 * The guest's NIC on the private link. It is on bus 0, where nothing that comes or goes moves it, and where a running guest can be given none: one
 * that it lacks it has from its next start on. Its hardware address follows the guest's UUID and is none of `taken`.
 */
export function planPrivateNic(uuid: string, taken: readonly string[]): PrivateNicSpec {
  const place = { bus: '0x00', slot: '0x0d', function: '0x0' };
  return { bridge: privateLink.bridge, mac: planPrivateMac(uuid, new Set(taken)), pci: place };
}

function planPrivateMac(uuid: string, taken: ReadonlySet<string>): string {
  let text = `private link ${uuid}`;
  while (taken.has(planMacFromText(text))) text = planMacFromText(text);
  return planMacFromText(text);
}
