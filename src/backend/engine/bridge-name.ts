/** IFNAMSIZ of linux/if.h without the zero byte. */
const maxLength = 15;
const prefix = 'br-';

/** The bridge that joins one NIC to one guest NIC: `br-` and the NIC's name, of which long names keep the end, where they differ. */
export const bridgeName = (nic: string): string => prefix + nic.slice(-(maxLength - prefix.length));
