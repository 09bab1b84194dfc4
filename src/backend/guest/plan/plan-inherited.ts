import { factValue, type Nic, type Problem } from '../../../contract/index.ts';
import { planPortAddresses } from '../../engine/nic-addresses.ts';
import { warning } from './plan-problem.ts';
import type { Placed } from './plan-slots.ts';

export interface Inherited {
  /** The box's NICs whose own address the guest can have. */
  macs: ReadonlyMap<Nic, string>;
  /** Those that do not give up theirs. */
  keeping: ReadonlySet<Nic>;
  /** What the box's NICs have instead. */
  ports: readonly string[];
}

/** Which of the box's NICs the guest's can have the addresses of: those that are known, no other's, and given up. */
export function planInherited(nics: readonly Nic[], portKeeps: (mac: string) => boolean): Inherited {
  const all = [...planPortAddresses(nics)];
  const [kept, given] = [true, false].map((isKept) =>
    all.filter(([, { permanent }]) => portKeeps(permanent) === isKept),
  ) as [typeof all, typeof all];
  return {
    macs: new Map(given.map(([nic, { permanent }]) => [nic, permanent])),
    keeping: new Set(kept.map(([nic]) => nic)),
    ports: all.map(([, { derived }]) => derived),
  };
}

/** Why NICs of the guest have an address of their own although the policy wants it otherwise. */
export const notInherited = (placed: Placed, { macs, keeping }: Inherited): Problem[] =>
  [...placed.values()]
    .filter((nic) => !macs.has(nic))
    .map((nic) =>
      warning(
        'guest.mac-not-inherited',
        `The guest has a derived hardware address for ${nic.name}: ${toReason(nic, keeping.has(nic))}`,
        'It stays the same from start to start all the same',
      ),
    );

function toReason({ permanentMac }: Nic, isKept: boolean): string {
  if (isKept) return 'the NIC does not give up its own';
  if (factValue(permanentMac) === undefined) return 'the NIC does not tell its permanent one';
  return "the NIC's own is none that one NIC alone has";
}
