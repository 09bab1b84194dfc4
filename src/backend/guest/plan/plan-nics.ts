import { factValue, type Nic, type Problem } from '../../../contract/index.ts';
import type { GuestPolicy, NetworkPolicy } from '../../config/policy/policy.ts';
import { bridgeName } from '../../engine/bridge-name.ts';
import { placeOf } from '../../engine/nic-names.ts';
import type { Slot } from '../identity.ts';
import type { NicSpec } from '../spec.ts';
import { nicAddress } from './plan-pci.ts';
import { error } from './plan-problem.ts';

/** A NIC of the guest as libvirt takes it. Everything that the guest sees of it follows from its slot and the policy. */
export function planNic(
  { slot, nic }: { slot: Slot; nic: Nic },
  network: NetworkPolicy,
  via: NicSpec['via'] = 'bridge',
): NicSpec {
  const listed = Array.isArray(network.nics) ? network.nics[slot.number - 1] : undefined;
  return {
    slot: slot.number,
    nic: nic.name,
    place: placeOf(nic),
    label: factValue(nic.port) ?? nic.name,
    via,
    bridge: via === 'bridge' ? bridgeName(nic.name) : null,
    host: via === 'vfio' ? toHostAddress(placeOf(nic)) : null,
    mac: slot.mac,
    model: listed?.model ?? network.model,
    pci: nicAddress(slot.number),
    // libvirt tells the MTU of bridges only.
    mtu: via === 'bridge' ? toMtu(nic) : null,
    link: via === 'vfio' ? null : toLink(nic),
  };
}

/** `0000:01:00.0` as libvirt writes it. */
function toHostAddress(place: string | null): NicSpec['host'] {
  const [, domain, bus, slot, fn] =
    /^([0-9a-f]{4}):([0-9a-f]{2}):([0-9a-f]{2})\.([0-7])$/.exec(place ?? '') ?? [];
  if (domain === undefined) return null;
  return { domain: `0x${domain}`, bus: `0x${bus}`, slot: `0x${slot}`, function: `0x${fn}` };
}

/** What the box's NIC has, and with it the bridge; QEMU takes 68 to 65535. */
function toMtu({ mtu }: Nic): number | null {
  const bytes = factValue(mtu) ?? usualMtu;
  return bytes === usualMtu || bytes < 68 || bytes > 65535 ? null : bytes;
}

const usualMtu = 1500;

/** What the cable is known to do now; `null` for a port that is down or a driver that doesn't say: unknown is not down. */
export const toLink = ({ carrier }: Nic): NicSpec['link'] =>
  carrier.state !== 'known' ? null : carrier.value ? 'up' : 'down';

/**
 * Each NIC that is not virtio's takes 4 KiB of the 64 KiB of I/O ports, since a bridge passes on no less. SeaBIOS stops when there are not
 * enough (tried: 14 come up, 15 do not); two are left for what vendors add. OVMF leaves such a NIC to the guest's kernel.
 */
const maxWithPorts = 12;

/** Why the guest's firmware would not come up with these NICs. */
export function nicModelProblems(nics: readonly NicSpec[], firmware: GuestPolicy['firmware']): Problem[] {
  const withPorts = nics.filter(({ model, via }) => model !== 'virtio' && via !== 'vfio').length;
  if (firmware !== 'bios' || withPorts <= maxWithPorts) return [];
  const message = `The guest would have ${withPorts} NICs that are not virtio's, and its firmware starts with ${maxWithPorts} at most`;
  return [
    error('guest.too-many-emulated-nics', message, 'Set network.model to virtio, or guest.firmware to uefi'),
  ];
}
