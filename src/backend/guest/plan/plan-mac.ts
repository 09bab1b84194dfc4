import type { Nic } from '../../../contract/index.ts';
import { planMac, planMacFromText } from '../../engine/nic-addresses.ts';
import { ownAddress, placeOf } from '../../engine/nic-names.ts';

export interface MacParts {
  nic: Nic;
  /** The address that the guest's NIC had. */
  keep: string | undefined;
  /** The NIC's own, where the guest is to have that. */
  inherited: string | undefined;
}

/**
 * The addresses of the guest's NICs: the one of the box's NIC where it is inherited; else the one that it had, as long as its NIC has not the
 * same; else one made of the NIC's own. No two are the same, and none that is made is among the `taken`.
 */
export function planMacs(nics: readonly MacParts[], taken: readonly string[]): string[] {
  const kept = new Map<string, Nic>();
  for (const { nic, keep, inherited } of nics)
    if (inherited === undefined && keep !== undefined && keep !== ownAddress(nic) && !kept.has(keep))
      kept.set(keep, nic);
  const used = new Set([...taken, ...kept.keys()]);
  return nics.map(({ nic, keep, inherited }) => {
    if (inherited !== undefined) return inherited;
    if (keep !== undefined && kept.get(keep) === nic) return keep;
    const mac = planMac(ownAddress(nic) ?? planMacFromText(`${placeOf(nic) ?? ''} ${nic.name}`), used);
    used.add(mac);
    return mac;
  });
}
