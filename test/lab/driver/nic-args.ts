export type NicParts = {
  /** Arguments of QEMU's `-netdev`, flat; `toNetdev` makes QMP's form of them. */
  netdev: {
    type: 'dgram';
    id: string;
    'local.type': 'unix';
    'local.path': string;
    'remote.type': 'unix';
    'remote.path': string;
  };
  /** Arguments of QEMU's `-device` and, with `type` renamed to `driver`, of QMP's `device_add`. */
  device: { type: 'virtio-net-pci'; id: string; netdev: string; mac: string; bus: string; romfile: string };
};

/**
 * A NIC in a root port of its own. Its wire is a pair of datagram sockets in `folder`: frames go to `nicN-peer.sock`, where
 * nobody listens unless a test does, and come in at `nicN.sock`. Nothing reaches the machine's own network. Pure.
 */
export function planNic(slot: number, folder: string): NicParts {
  const id = toNicId(slot);
  const wire = `${id}-wire`;
  return {
    netdev: {
      type: 'dgram',
      id: wire,
      'local.type': 'unix',
      'local.path': `${folder}/${id}.sock`,
      'remote.type': 'unix',
      'remote.path': `${folder}/${id}-peer.sock`,
    },
    device: {
      type: 'virtio-net-pci',
      id,
      netdev: wire,
      mac: `52:54:00:be:5e:${slot.toString(16).padStart(2, '0')}`,
      bus: `slot${slot}`,
      romfile: '',
    },
  };
}

/** The netdev as QMP's `netdev_add` takes it: dots become objects. Pure. */
export function toNetdev({ netdev }: NicParts): Record<string, unknown> {
  const { type, id } = netdev;
  return {
    type,
    id,
    local: { type: netdev['local.type'], path: netdev['local.path'] },
    remote: { type: netdev['remote.type'], path: netdev['remote.path'] },
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
