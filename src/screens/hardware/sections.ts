import { formatBytes, formatMiB, formatSpeed } from '../../client/units.ts';
import type { Disk, Inventory, InventorySection, Nic, SmbiosInventory } from '../../contract/index.ts';
import { blank, field, type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { type Column, renderTable } from '../../ui/text/table.ts';
import { asText, asYesNo, cellFact, showFact } from '../desk/facts.ts';
import { renderProblems } from '../desk/problems.ts';

interface View {
  inventory: Inventory;
  now: Date;
  columns: number;
}

export interface HardwareSection {
  id: InventorySection;
  title: string;
  render(view: View): Line[];
}

const LABEL = 22;

function renderCpu({ inventory: { cpu, kernel, hostname }, now }: View): Line[] {
  const words = { vmx: 'yes (Intel VT-x)', svm: 'yes (AMD-V)', none: 'no' };
  return [
    field('Model', LABEL, ...showFact(cpu.model, asText, now, 'strong')),
    field('Vendor', LABEL, ...showFact(cpu.vendor, asText, now)),
    field('Logical processors', LABEL, ...showFact(cpu.online, asText, now)),
    field('Sockets', LABEL, ...showFact(cpu.sockets, asText, now)),
    field('Cores', LABEL, ...showFact(cpu.cores, asText, now)),
    field('Threads per core', LABEL, ...showFact(cpu.threadsPerCore, asText, now)),
    field('Virtualisation', LABEL, ...showFact(cpu.virtualisation, (value) => words[value] ?? value, now)),
    field(
      'KVM',
      LABEL,
      ...showFact(
        cpu.kvm,
        (value) => (value ? 'available' : 'not available: the guest would be very slow'),
        now,
      ),
    ),
    blank,
    field('Host name', LABEL, span(hostname)),
    field('Host kernel', LABEL, ...showFact(kernel, asText, now)),
  ];
}

function renderMemory({ inventory: { memory }, now, columns }: View): Line[] {
  const nodes: Column<(typeof memory.numaNodes)[number]>[] = [
    { title: 'Node', value: ({ id }) => span(String(id)), rank: 0, most: 6 },
    {
      title: 'Memory',
      value: ({ totalMiB }) => cellFact(totalMiB, formatMiB),
      rank: 1,
      most: 20,
      align: 'right',
    },
    { title: 'Processors', value: ({ cpus }) => span(cpus), rank: 2, most: 40 },
  ];
  return [
    field('Memory', LABEL, ...showFact(memory.totalMiB, formatMiB, now, 'strong')),
    field('Available to the host', LABEL, ...showFact(memory.availableMiB, formatMiB, now)),
    ...(memory.numaNodes.length === 0
      ? []
      : [blank, line('NUMA nodes', 'title'), ...renderTable(memory.numaNodes, nodes, columns)]),
  ];
}

const nicColumns: Column<Nic>[] = [
  { title: 'NIC', value: ({ name }) => span(name, 'strong'), rank: 0, most: 15 },
  {
    title: 'Link',
    value: ({ carrier }) =>
      carrier.state === 'known'
        ? carrier.value
          ? span('up', 'good')
          : span('down', 'warning')
        : cellFact(carrier, asYesNo),
    rank: 1,
    most: 12,
  },
  { title: 'Speed', value: ({ speedMbps }) => cellFact(speedMbps, formatSpeed), rank: 3, most: 16 },
  { title: 'MAC address', value: ({ mac }) => cellFact(mac, asText), rank: 2, most: 25 },
  {
    title: 'Bridge',
    value: ({ bridge }) => (bridge === undefined ? span('none', 'dim') : span(bridge)),
    rank: 4,
    most: 15,
  },
  { title: 'Driver', value: ({ driver }) => cellFact(driver, asText), rank: 5, most: 16 },
  { title: 'Position', value: ({ path }) => cellFact(path, asText), rank: 6, most: 20 },
  { title: 'MTU', value: ({ mtu }) => cellFact(mtu, asText), rank: 7, most: 14, align: 'right' },
  { title: 'Permanent MAC', value: ({ permanentMac }) => cellFact(permanentMac, asText), rank: 8, most: 25 },
];

const diskColumns: Column<Disk>[] = [
  { title: 'Disk', value: ({ name }) => span(name, 'strong'), rank: 0, most: 15 },
  {
    title: 'Size',
    value: ({ sizeBytes }) => cellFact(sizeBytes, formatBytes),
    rank: 1,
    most: 16,
    align: 'right',
  },
  { title: 'Use', value: ({ boot }) => (boot ? span('box') : span('')), rank: 4, most: 6 },
  { title: 'Model', value: ({ model }) => cellFact(model, asText), rank: 2, most: 40 },
  { title: 'Serial', value: ({ serial }) => cellFact(serial, asText), rank: 3, most: 30 },
  { title: 'Bus', value: ({ bus }) => cellFact(bus, asText), rank: 5, most: 12 },
  {
    title: 'Kind',
    value: ({ rotational }) => cellFact(rotational, (value) => (value ? 'rotating' : 'solid state')),
    rank: 6,
    most: 19,
  },
  { title: 'Removable', value: ({ removable }) => cellFact(removable, asYesNo), rank: 7, most: 12 },
  { title: 'Read-only', value: ({ readOnly }) => cellFact(readOnly, asYesNo), rank: 8, most: 12 },
  {
    title: 'Sector',
    value: ({ sectorBytes }) => cellFact(sectorBytes, (bytes) => `${bytes} B`),
    rank: 9,
    most: 14,
    align: 'right',
  },
];

/** A table, and below it what is wrong with single rows: one that can't be read never hides the others. */
function renderDevices<T extends { name: string; problems: Nic['problems'] }>(
  none: string,
  rows: readonly T[],
  table: readonly Column<T>[],
  columns: number,
): Line[] {
  if (rows.length === 0) return [line(none)];
  const problems = rows.flatMap(({ name, problems: own }) =>
    own.map((problem) => ({ ...problem, message: `${name}: ${problem.message}` })),
  );
  const below = renderProblems('Problems of these', problems, columns);
  return [...renderTable(rows, table, columns), ...(below.length > 0 ? [blank, ...below] : [])];
}

function renderSmbios({ inventory: { smbios }, now, columns }: View): Line[] {
  const table = (title: string, fields: SmbiosInventory['system']): Line[] => {
    const rows = Object.entries(fields).map(([name, fact]) =>
      field(`  ${name}`, LABEL, ...showFact(fact, asText, now)),
    );
    return [line(title, 'title'), ...(rows.length > 0 ? rows : [line('  nothing', 'dim')]), blank];
  };
  return [
    ...table('System', smbios.system),
    ...table('Base board', smbios.baseBoard),
    ...table('Chassis', smbios.chassis),
    ...table('BIOS', smbios.bios),
    line('OEM strings', 'title'),
    ...(smbios.oemStrings.length === 0
      ? [line('  nothing', 'dim')]
      : smbios.oemStrings.flatMap((text) => paragraph(text, columns, 'plain', 2))),
  ];
}

/** The sections of the hardware screen, in their order. */
export const hardwareSections: readonly HardwareSection[] = [
  { id: 'cpu', title: 'Processor', render: renderCpu },
  { id: 'memory', title: 'Memory', render: renderMemory },
  {
    id: 'nics',
    title: 'NICs',
    render: ({ inventory, columns }) =>
      renderDevices('The box has no NIC.', inventory.nics, nicColumns, columns),
  },
  {
    id: 'disks',
    title: 'Disks',
    render: ({ inventory, columns }) =>
      renderDevices('No disk is seen.', inventory.disks, diskColumns, columns),
  },
  { id: 'smbios', title: 'SMBIOS', render: renderSmbios },
];
