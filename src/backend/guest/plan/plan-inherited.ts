import { factValue, type Nic, type Problem } from '../../../contract/index.ts';
import { planPortAddresses } from '../../engine/nic-addresses.ts';
import { warning } from './plan-problem.ts';

export interface Inherited {
  /** The box's NICs whose own address the guest has. */
  macs: ReadonlyMap<Nic, string>;
  /** The others that have one of their own. */
  keeping: ReadonlySet<Nic>;
  /** What the box's NICs have while the guest has theirs. */
  ports: readonly string[];
}

/** Which of the box's NICs the guest has the permanent addresses of: those that are known, no other's, and `isGiven`. */
export function planInherited(nics: readonly Nic[], isGiven: (nic: Nic, mac: string) => boolean): Inherited {
  const all = [...planPortAddresses(nics)];
  const given = all.filter(([nic, { permanent }]) => isGiven(nic, permanent));
  return {
    macs: new Map(given.map(([nic, { permanent }]) => [nic, permanent])),
    keeping: new Set(all.filter((each) => !given.includes(each)).map(([nic]) => nic)),
    ports: given.map(([, { derived }]) => derived),
  };
}

/** Why NICs of the guest have an address of their own although the policy wants it otherwise. */
export const notInherited = (wanted: readonly Nic[], { macs, keeping }: Inherited): Problem[] =>
  wanted
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
