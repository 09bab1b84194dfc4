import { hashText } from './hash-text.ts';

/** IFNAMSIZ of linux/if.h without the zero byte. */
const maxLength = 15;
const prefix = 'br-';
/** Digits of base 36: with them some two billion names are told apart. */
const hashLength = 6;

/**
 * The bridge that joins one NIC to one guest NIC: `br-` and the NIC's name. The kernel takes nearly anything for a name; of one that is too long,
 * or has in it what a program could take for something else, there is the end, as far as that is plain, and a hash of the whole.
 */
export function bridgeName(nic: string): string {
  if (/^[A-Za-z0-9_.-]+$/.test(nic) && prefix.length + nic.length <= maxLength) return `${prefix}${nic}`;
  const hash = (hashText(nic) % 36n ** BigInt(hashLength)).toString(36).padStart(hashLength, '0');
  const end = nic.replace(/[^A-Za-z0-9_.]/g, '').slice(-(maxLength - prefix.length - hashLength - 1));
  return `${prefix}${end}-${hash}`;
}
