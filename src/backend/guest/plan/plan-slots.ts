import type { Nic } from '../../../contract/index.ts';
import { ownAddress, placeOf } from '../../engine/nic-names.ts';
import type { Slot } from '../identity.ts';
import { maxNics } from './plan-pci.ts';

/** Which NIC of the box is in which of the guest's slots, by its number. */
export type Placed = Map<number, Nic>;

/**
 * Finds the slots that NICs of the box had before: by their own hardware address first, so that one that was moved or whose bus got another
 * number keeps its slot; then by place, so that a replaced one takes its predecessor's. Where an address or a place is not one NIC's alone,
 * the two together or the name decide.
 */
export function matchSlots(before: readonly Slot[], nics: readonly Nic[]): Placed {
  const placed: Placed = new Map();
  const free = new Set(nics);
  // Of several slots that would do, the one whose NIC was there last.
  const slots = [...before].sort((a, b) => a.missed - b.missed || a.number - b.number);
  for (const isSame of rules) {
    for (const slot of slots.filter(({ number }) => !placed.has(number))) {
      const [nic, ...others] = [...free].filter((candidate) => isSame(slot, candidate));
      if (nic === undefined || others.length > 0) continue;
      placed.set(slot.number, nic);
      free.delete(nic);
    }
  }
  return placed;
}

type Rule = (slot: Slot, nic: Nic) => boolean;
const hasAddress: Rule = ({ permanentMac }, nic) => permanentMac !== null && permanentMac === ownAddress(nic);
const hasPlace: Rule = ({ place }, nic) => place !== null && place === placeOf(nic);
const hasName: Rule = ({ name }, nic) => name === nic.name;
/** The closest first: each takes only what is certain by it. A name alone counts for what has neither address nor place. */
const rules: Rule[] = [
  (slot, nic) => hasAddress(slot, nic) && hasPlace(slot, nic) && hasName(slot, nic),
  (slot, nic) => hasAddress(slot, nic) && hasPlace(slot, nic),
  (slot, nic) => hasAddress(slot, nic) && hasName(slot, nic),
  hasAddress,
  (slot, nic) => hasPlace(slot, nic) && hasName(slot, nic),
  hasPlace,
  (slot, nic) => hasName(slot, nic) && placeOf(nic) === null && ownAddress(nic) === null,
];

/**
 * Adds the NICs that never had a slot. They get the next free one after all that were ever used, in the order of the box; when there are no
 * more, the one that has been empty longest. `left` are those for which there is none at all.
 */
export function placeNew(
  known: Placed,
  before: readonly Slot[],
  nics: readonly Nic[],
): { placed: Placed; left: Nic[] } {
  const old = new Set(known.values());
  const fresh = nics.filter((nic) => !old.has(nic));
  const used = Math.max(0, ...before.map(({ number }) => number));
  const unused = Array.from({ length: maxNics - used }, (_, index) => used + 1 + index);
  const empty = before
    .filter(({ number }) => !known.has(number))
    .sort((a, b) => b.missed - a.missed || a.number - b.number)
    .map(({ number }) => number);
  const numbers = [...unused, ...empty];
  const added = numbers.slice(0, fresh.length).map((number, index) => [number, fresh[index]] as const);
  return {
    placed: new Map([...known, ...added.filter((pair): pair is [number, Nic] => pair[1] !== undefined)]),
    left: fresh.slice(numbers.length),
  };
}
