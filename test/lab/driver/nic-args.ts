export type NicParts = {
  /** Arguments of QEMU's `-netdev` and QMP's `netdev_add`. */
  netdev: { type: 'hubport'; id: string; hubid: number };
  /** Arguments of QEMU's `-device` and, with `type` renamed to `driver`, of QMP's `device_add`. */
  device: { type: 'virtio-net-pci'; id: string; netdev: string; mac: string; bus: string; romfile: string };
};

/**
 * A NIC in a root port of its own. It is plugged into a hub that nothing else is plugged into: no packet leaves the box,
 * and a test's peer can be added to the hub later. Pure.
 */
export function planNic(slot: number): NicParts {
  const id = toNicId(slot);
  return {
    netdev: { type: 'hubport', id: `${id}-hub`, hubid: slot },
    device: {
      type: 'virtio-net-pci',
      id,
      netdev: `${id}-hub`,
      mac: `52:54:00:be:5e:${slot.toString(16).padStart(2, '0')}`,
      bus: `slot${slot}`,
      romfile: '',
    },
  };
}

/** The name by which commands and stories call the NIC in a slot. */
export function toNicId(slot: number): string {
  return `nic${slot}`;
}

/** The slot of a NIC's name, or undefined for a name that no NIC can have. */
export function parseNicId(id: string): number | undefined {
  const slot = /^nic(\d)$/.exec(id)?.[1];
  return slot === undefined ? undefined : Number(slot);
}
