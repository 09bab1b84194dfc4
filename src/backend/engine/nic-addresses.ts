import { factValue, type Nic } from '../../contract/index.ts';
import { hashText } from './hash-text.ts';
import { isOneNics } from './nic-names.ts';

/** Bits of the first octet of a hardware address, IEEE 802-2014 chapter 8.2. */
const localBit = 0x02;
const groupBit = 0x01;
/** The six bits of the first octet that say nothing else tell addresses apart that would be the same. */
const variants = 64;

/**
 * The guest's address for a NIC: the NIC's own with the bit for "locally administered" set, so that the two can be recognised as a pair and
 * yet differ, as they must on one bridge. The same NIC always gives the same address; one that is `taken` is never given.
 */
export function planMac(nicMac: string, taken: ReadonlySet<string>): string {
  const [first = '00', ...rest] = nicMac.toLowerCase().split(':');
  for (let variant = 0; variant < variants; variant++) {
    const octet = ((Number.parseInt(first, 16) ^ (variant << 2)) | localBit) & ~groupBit & 0xff;
    const mac = [octet.toString(16).padStart(2, '0'), ...rest].join(':');
    if (mac !== nicMac.toLowerCase() && !taken.has(mac)) return mac;
  }
  return planMac(planMacFromText(nicMac), taken);
}

/** An address made of a text, for a NIC that does not tell its own: 40 bits of a hash. */
export function planMacFromText(text: string): string {
  const hash = hashText(text);
  const octets = [0, 1, 2, 3, 4].map((index) => Number((hash >> BigInt(8 * index)) & 0xffn));
  return ['02', ...octets.map((octet) => octet.toString(16).padStart(2, '0'))].join(':');
}

/** The two addresses that a NIC of the box can have. */
export interface PortAddresses {
  /** The one that it was made with: the label on the chassis. */
  permanent: string;
  /** What it has while the guest has the permanent one. */
  derived: string;
}

/**
 * The addresses of the NICs whose permanent one is known and no other's. A derived one is made like those of the guest's NICs, and is none of
 * them, nor any NIC's own.
 */
export function planPortAddresses(nics: readonly Nic[]): Map<Nic, PortAddresses> {
  const all = nics.map((nic) => [nic, toPermanent(nic)] as const);
  const own = all.map(([, permanent]) => permanent).filter((mac) => mac !== undefined);
  const taken = new Set(own);
  for (const mac of own) taken.add(planMac(mac, taken));
  const addresses = new Map<Nic, PortAddresses>();
  for (const [nic, permanent] of all) {
    if (permanent === undefined || own.indexOf(permanent) !== own.lastIndexOf(permanent)) continue;
    const derived = planMac(permanent, taken);
    taken.add(derived);
    addresses.set(nic, { permanent, derived });
  }
  return addresses;
}

function toPermanent({ permanentMac }: Nic): string | undefined {
  const mac = factValue(permanentMac)?.toLowerCase();
  return mac !== undefined && isOneNics(mac) && (Number.parseInt(mac.slice(0, 2), 16) & groupBit) === 0
    ? mac
    : undefined;
}
