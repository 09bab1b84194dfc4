import type { Change } from '../../../../contract/index.ts';
import type { Slot } from '../../identity.ts';
import type { NicSpec } from '../../spec.ts';
import { added, changed, fromTo, removed, short } from './words.ts';

/**
 * What becomes of the guest's NICs, by their numbers. `slotsBefore` and `slotsAfter` know which NIC of the box stands behind each: one that
 * took another's place may leave the guest's own NIC as it was.
 */
export function planNicChanges(
  before: readonly NicSpec[],
  after: readonly NicSpec[],
  slotsBefore: readonly Slot[],
  slotsAfter: readonly Slot[],
): Change[] {
  const numbers = [...new Set([...before, ...after].map(({ slot }) => slot))].sort((a, b) => a - b);
  return numbers.flatMap((number) => {
    const was = before.find(({ slot }) => slot === number);
    const is = after.find(({ slot }) => slot === number);
    if (was === undefined)
      return is === undefined ? [] : [added('nic', `NIC ${number} (${names(is)}, ${is.mac}) is new`)];
    if (is === undefined) return [removed('nic', `NIC ${number} (${names(was)}) is gone`)];
    const own = (slots: readonly Slot[]) =>
      slots.find((slot) => slot.number === number)?.permanentMac ?? null;
    return planOne(was, is, own(slotsBefore), own(slotsAfter));
  });
}

function planOne(was: NicSpec, is: NicSpec, ownBefore: string | null, ownAfter: string | null): Change[] {
  const nic = `NIC ${is.slot} (${names(is)})`;
  const isReplaced = ownBefore !== null && ownAfter !== null && ownBefore !== ownAfter;
  const messages = [
    isReplaced ? `NIC ${is.slot} was replaced: ${fromTo(ownBefore, ownAfter)}` : '',
    was.nic !== is.nic ? `NIC ${is.slot}: ${fromTo(was.nic, is.nic)}` : '',
    was.place !== is.place && was.place !== null && is.place !== null
      ? `${nic} has moved: ${fromTo(was.place, is.place)}`
      : '',
    was.via !== is.via ? `${nic}: ${vias[was.via]} → ${vias[is.via]}` : '',
    was.mac !== is.mac
      ? `${nic}: hardware address in the guest ${fromTo(was.mac, is.mac)}${is.mac === ownAfter ? ", the NIC's own" : ''}`
      : '',
    was.model !== is.model ? `${nic}: model ${fromTo(was.model, is.model)}` : '',
    was.mtu !== is.mtu ? `${nic}: MTU ${fromTo(`${was.mtu ?? 1500}`, `${is.mtu ?? 1500}`)}` : '',
    toPlace(was) !== toPlace(is) ? `${nic}: place in the guest ${fromTo(toPlace(was), toPlace(is))}` : '',
  ];
  return messages.filter((message) => message !== '').map((message) => changed('nic', message));
}

const vias = {
  bridge: 'on a bridge',
  macvtap: 'passed through by macvtap',
  vfio: 'passed through by VFIO',
};

const names = ({ label, nic }: NicSpec): string =>
  label === nic ? short(nic) : `${short(label)}, ${short(nic)}`;

const toPlace = ({ pci }: NicSpec): string => `${pci.bus}:${pci.slot}.${pci.function}`.replace(/0x/g, '');
