/** IFNAMSIZ of linux/if.h without the closing zero. */
const longestName = 15;
const prefix = 'br-';

/**
 * The bridge of a NIC: `br-` and the NIC's name. A name that would be too long for the kernel keeps its beginning and its end, where
 * kernels put what tells ports apart (`enp130s0f1np1`).
 */
export function toBridgeName(nic: string): string {
  const room = longestName - prefix.length;
  if (nic.length <= room) return prefix + nic;
  return `${prefix}${nic.slice(0, 1)}${nic.slice(1 - room)}`;
}
