import type { Inventory } from '../../src/contract/index.ts';
import { sample } from './samples.ts';

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const hex = (n: number, digits = 2) => n.toString(16).padStart(digits, '0');
const known = <T>(value: T) => ({ state: 'known' as const, value });

/** A machine as large as anybody has: 256 logical processors on two sockets, 32 memory slots, 64 NICs, 24 disks, 160 PCI functions. */
export function largeInventory(): Inventory {
  const small = sample.inventory();
  const [module, empty] = small.memory.modules;
  const [nic] = small.nics;
  const [disk] = small.disks;
  const [, function_] = small.pci;
  const [sensor] = small.sensors;
  if (!module || !empty || !nic || !disk || !function_ || !sensor)
    throw new Error('the sample has one of each');
  const address = (i: number) => `0000:${hex(i >> 3)}:${hex(i & 7)}.0`;
  return {
    ...small,
    cpu: {
      ...small.cpu,
      online: known(256),
      sockets: known(2),
      cores: known(128),
      flags: known(times(150, (i) => `flag_${i}`)),
      processors: times(256, (id) => {
        const socket = Math.floor((id % 128) / 64);
        return { id, socket, core: id % 64, node: socket };
      }),
    },
    memory: {
      ...small.memory,
      totalMiB: known(2 * 1024 * 1024 - 4096),
      modules: times(32, (i) => ({
        ...(i % 2 === 0 ? module : empty),
        slot: known(`P${i >> 4}_DIMM_${i % 16}`),
      })),
    },
    nics: times(64, (i) => ({
      ...nic,
      name: `enp${i}s0f${i % 4}`,
      mac: known(`52:54:00:00:00:${hex(i)}`),
      path: known(address(i)),
      problems: [],
    })),
    disks: times(24, (i) => ({ ...disk, name: `nvme${i}n1`, serial: known(`S5XX${hex(i, 12)}`) })),
    pci: times(160, (i) => ({ ...function_, address: address(i) })),
    sensors: times(60, (i) => ({ ...sensor, label: `Core ${i}` })),
  };
}
