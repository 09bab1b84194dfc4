import fc from 'fast-check';
import {
  type Inventory,
  known,
  type Nic,
  type NumaNode,
  type Processor,
  unknown,
} from '../../src/contract/index.ts';
import { readMachineInventory } from './machine-inventory.ts';

/** A NIC of which only the name is known. */
export function bareNic(name: string, facts: Partial<Nic> = {}): Nic {
  const none = unknown();
  return {
    name,
    mac: none,
    permanentMac: none,
    driver: none,
    path: none,
    firmware: none,
    port: none,
    physicalPortId: none,
    model: none,
    duplex: none,
    node: none,
    carrier: none,
    speedMbps: none,
    mtu: none,
    problems: [],
    ...facts,
  };
}

/** A NIC with an address of its own and a place. */
export const nicAt = (name: string, mac: string, path: string, port?: string): Nic =>
  bareNic(name, {
    mac: known(mac),
    permanentMac: known(mac),
    path: known(path),
    ...(port === undefined ? {} : { port: known(port) }),
  });

/** A regular machine's processors, numbered as Linux does: all first threads, then all second ones; nodes are parts of sockets in turn. */
export function processorsOf(
  sockets: number,
  cores: number,
  threads: number,
  nodesPerSocket = 1,
): Processor[] {
  return Array.from({ length: sockets * cores * threads }, (_, id) => {
    const first = id % (sockets * cores);
    const socket = Math.floor(first / cores);
    const core = first % cores;
    return { id, socket, core, node: socket * nodesPerSocket + Math.floor((core * nodesPerSocket) / cores) };
  });
}

export const nodeOf = (id: number, totalMiB: number, cpus = '', distances?: number[]): NumaNode => ({
  id,
  totalMiB: known(totalMiB),
  cpus,
  distances: distances === undefined ? unknown() : known(distances),
  hugePages: [],
});

/** A machine without a name, with KVM, a disk, and other parts as given. */
export function machineOf(parts: {
  processors?: Processor[];
  nodes?: NumaNode[];
  totalMiB?: number;
  nics?: Nic[];
}): Inventory {
  const bare = readMachineInventory('bare');
  const { processors = processorsOf(1, 4, 1), nodes = [], nics = [] } = parts;
  const totalMiB =
    parts.totalMiB ??
    nodes.reduce((sum, node) => sum + (node.totalMiB.state === 'known' ? node.totalMiB.value : 0), 0);
  return {
    ...bare,
    smbios: {
      bios: {},
      system: {},
      baseBoard: {},
      chassis: {},
      otherBaseBoards: [],
      otherChassis: [],
      oemStrings: [],
    },
    cpu: { ...bare.cpu, kvm: known(true), online: known(processors.length), processors },
    memory: { ...bare.memory, totalMiB: known(totalMiB || 16_384), numaNodes: nodes },
    nics,
  };
}

const octet = fc.nat(255).map((byte) => byte.toString(16).padStart(2, '0'));
export const anyMac = fc.array(octet, { minLength: 6, maxLength: 6 }).map((octets) => octets.join(':'));
export const anyPlace = fc
  .tuple(fc.nat(0xff), fc.nat(0x1f), fc.nat(7))
  .map(
    ([bus, slot, fn]) =>
      `0000:${bus.toString(16).padStart(2, '0')}:${slot.toString(16).padStart(2, '0')}.${fn}`,
  );

/** NICs of every sort: without address or place, with one that others have too, at a place with two ports. */
export const anyNics = (maxLength = 70): fc.Arbitrary<Nic[]> =>
  fc
    .array(
      fc.tuple(
        fc.option(fc.oneof(anyMac, fc.constant('00:00:00:00:00:00'), fc.constant('02:00:00:00:00:01'))),
        fc.option(fc.oneof(anyPlace, fc.constant('0000:01:00.0'))),
      ),
      { maxLength },
    )
    .map((nics) =>
      nics.map(([mac, path], index) =>
        bareNic(`eth${index}`, {
          ...(mac === null ? {} : { mac: known(mac), permanentMac: known(mac) }),
          ...(path === null ? {} : { path: known(path) }),
        }),
      ),
    );

/** Processors as they come: regular, of two kinds of cores, with some switched off, or unknown. */
export const anyProcessors: fc.Arbitrary<Processor[]> = fc
  .record({
    sockets: fc.integer({ min: 1, max: 8 }),
    cores: fc.integer({ min: 1, max: 64 }),
    threads: fc.constantFrom(1, 2, 4),
    nodesPerSocket: fc.constantFrom(1, 2, 4),
    off: fc.array(fc.nat(1000), { maxLength: 5 }),
    known: fc.constantFrom(true, true, true, false),
  })
  .map(({ sockets, cores, threads, nodesPerSocket, off, known: isKnown }) => {
    const all = processorsOf(sockets, cores, threads, nodesPerSocket);
    const left = all.filter(({ id }) => id === 0 || !off.includes(id));
    return isKnown ? left : [];
  });

/** Nodes that may lack memory, with distances that may lack sense. */
export const anyNodes: fc.Arbitrary<NumaNode[]> = fc
  .uniqueArray(fc.nat(31), { minLength: 0, maxLength: 8 })
  .chain((ids) =>
    fc.tuple(
      ...ids
        .sort((a, b) => a - b)
        .map((id) =>
          fc
            .record({
              totalMiB: fc.oneof(fc.nat(1 << 19), fc.constantFrom(0, 1, 2)),
              distances: fc.option(
                fc.array(fc.integer({ min: 0, max: 255 }), { minLength: ids.length, maxLength: ids.length }),
              ),
            })
            .map(({ totalMiB, distances }) => nodeOf(id, totalMiB, '', distances ?? undefined)),
        ),
    ),
  );

export const anyMachine: fc.Arbitrary<Inventory> = fc
  .record({
    processors: anyProcessors,
    nodes: anyNodes,
    nics: anyNics(),
    totalMiB: fc.option(fc.integer({ min: 1, max: 1 << 21 }), { nil: undefined }),
  })
  .map(({ totalMiB, ...parts }) => machineOf({ ...parts, ...(totalMiB === undefined ? {} : { totalMiB }) }));
