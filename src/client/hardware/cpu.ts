import type { Inventory, Processor } from '../../contract/index.ts';
import { field, longCell, plain } from './cells.ts';
import type { Block } from './model.ts';
import { toRanges } from './to-ranges.ts';
import { type ColumnOf, toTable } from './to-table.ts';

const EXTENSIONS = { vmx: 'Intel VT-x', svm: 'AMD-V', none: 'no' };

/** The processors of one socket that belong to one NUMA node. */
interface Group {
  socket: number;
  node: number;
  processors: Processor[];
}

const columns: ColumnOf<Group>[] = [
  { title: 'Socket', rank: 0, most: 8, cell: ({ socket }) => plain(String(socket)) },
  { title: 'Node', rank: 1, most: 8, cell: ({ node }) => plain(String(node)) },
  {
    title: 'Cores',
    rank: 2,
    most: 8,
    cell: ({ processors }) => plain(String(new Set(processors.map(({ core }) => core)).size)),
  },
  {
    title: 'Logical processors',
    rank: 3,
    most: 44,
    cell: ({ processors }) => plain(toRanges(processors.map(({ id }) => id))),
  },
];

export function describeCpu({ cpu }: Inventory): Block[] {
  return [
    {
      kind: 'fields',
      fields: [
        field('Model', cpu.model, String, () => 'main'),
        field('Vendor', cpu.vendor),
        field('Microcode', cpu.microcode),
        field('Logical processors', cpu.online),
        field('Sockets', cpu.sockets),
        field('Cores', cpu.cores),
        field('Threads per core', cpu.threadsPerCore),
        field('Virtualisation', cpu.virtualisation, (value) => EXTENSIONS[value] ?? value),
        field(
          'KVM',
          cpu.kvm,
          (there) => (there ? 'available' : 'not available: the guest would be very slow'),
          (there) => (there ? undefined : 'warning'),
        ),
      ],
    },
    toTable(toGroups(cpu.processors), columns, {
      title: 'Topology',
      none: 'The kernel does not tell the topology.',
    }),
    { kind: 'text', title: 'Flags', cell: longCell(cpu.flags) },
  ];
}

function toGroups(processors: readonly Processor[]): Group[] {
  const groups = new Map<string, Group>();
  for (const processor of processors) {
    const { socket, node } = processor;
    const key = `${socket} ${node}`;
    const group = groups.get(key) ?? { socket, node, processors: [] };
    groups.set(key, group);
    group.processors.push(processor);
  }
  return [...groups.values()].sort((a, b) => a.socket - b.socket || a.node - b.node);
}
