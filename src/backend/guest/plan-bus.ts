/** As many disks as the policy may list: each has a PCI bus of its own behind a root port, also when it is not there. */
const diskBuses = 8;

const toHex = (bus: number): string => `0x${bus.toString(16).padStart(2, '0')}`;

/** Bus of the disk `vda`, `vdb`, …: the letter decides, so that a disk keeps its place when another is added. */
export const diskBus = (target: string): string => toHex(target.charCodeAt(2) - 'a'.charCodeAt(0) + 1);

/** Bus of the guest's NIC number `index` from 0, after those of the disks. */
export const nicBus = (index: number): string => toHex(diskBuses + 1 + index);
