import type { Nic } from '../../../contract/index.ts';
import { ownAddress, placeOf } from '../../engine/nic-names.ts';

/** Bits of the first octet of a hardware address, IEEE 802-2014 chapter 8.2. */
const localBit = 0x02;
const groupBit = 0x01;
/** The six bits of the first octet that say nothing else tell addresses apart that would be the same. */
const variants = 64;

/**
 * The addresses of the guest's NICs: the one that it had, as long as its NIC has not the same; else one made of the NIC's own. No two are the
 * same, and none that is made is among the `taken`.
 */
export function planMacs(
  nics: readonly { nic: Nic; keep: string | undefined }[],
  taken: readonly string[],
): string[] {
  const kept = new Map<string, Nic>();
  for (const { nic, keep } of nics)
    if (keep !== undefined && keep !== ownAddress(nic) && !kept.has(keep)) kept.set(keep, nic);
  const used = new Set([...taken, ...kept.keys()]);
  return nics.map(({ nic, keep }) => {
    if (keep !== undefined && kept.get(keep) === nic) return keep;
    const mac = planMac(ownAddress(nic) ?? planMacFromText(`${placeOf(nic) ?? ''} ${nic.name}`), used);
    used.add(mac);
    return mac;
  });
}

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

/** An address made of a text, for a NIC that does not tell its own: FNV-1a of the text, 40 bits. */
export function planMacFromText(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  const octets = [0, 1, 2, 3, 4].map((index) => Number((hash >> BigInt(8 * index)) & 0xffn));
  return ['02', ...octets.map((octet) => octet.toString(16).padStart(2, '0'))].join(':');
}
