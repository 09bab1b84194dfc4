import type { Disk, Inventory, InventorySection, Nic, SmbiosInventory } from '../contract/index.ts';
import {
  formatBytes,
  formatCell,
  formatFact,
  formatMiB,
  formatSpeed,
  formatTime,
  formatYesNo,
} from './output/format.ts';
import { renderProblemSection, renderProblems } from './output/problems.ts';
import { renderRows, renderTable } from './output/table.ts';
import type { Line } from './output/text.ts';

/** One part of the inventory, without its heading. */
export const SECTIONS: Record<InventorySection, { title: string; render(i: Inventory): Line[] }> = {
  cpu: { title: 'CPU', render: renderCpu },
  memory: { title: 'Memory', render: renderMemory },
  nics: { title: 'NICs', render: ({ nics }) => renderNics(nics) },
  disks: { title: 'Disks', render: ({ disks }) => renderDisks(disks) },
  opticalDrives: { title: 'Optical drives', render: () => [] },
  usb: { title: 'USB', render: () => [] },
  pci: { title: 'PCI', render: () => [] },
  gpus: { title: 'Graphics', render: () => [] },
  firmware: { title: 'Firmware', render: () => [] },
  tpms: { title: 'TPM', render: () => [] },
  sensors: { title: 'Sensors', render: () => [] },
  bmcs: { title: 'Management controller', render: () => [] },
  smbios: { title: 'SMBIOS', render: ({ smbios }) => renderSmbios(smbios) },
};

/** The hardware of the box, or one part of it, as `bezel inventory` prints it. */
export function renderInventory(inventory: Inventory, only?: InventorySection): Line[] {
  if (only !== undefined) return SECTIONS[only].render(inventory);
  const { hostname, kernel, takenAt, problems } = inventory;
  return [
    ...renderRows([
      ['Host', hostname],
      ['Kernel', formatFact(kernel)],
      ['Read', formatTime(takenAt)],
    ]),
    ...Object.values(SECTIONS).flatMap(({ title, render }): Line[] => [
      '',
      { text: title, tone: 'heading' },
      ...render(inventory),
    ]),
    ...renderProblemSection(problems),
  ];
}

const fields = (rows: [string, string][]): Line[] => renderRows(rows, '  ');

function renderCpu({ cpu }: Inventory): Line[] {
  return fields([
    ['Model', formatFact(cpu.model)],
    ['Vendor', formatFact(cpu.vendor)],
    ['Online', formatFact(cpu.online)],
    ['Sockets', formatFact(cpu.sockets)],
    ['Cores', formatFact(cpu.cores)],
    ['Threads per core', formatFact(cpu.threadsPerCore)],
    ['Virtualisation', formatFact(cpu.virtualisation)],
    ['KVM', formatFact(cpu.kvm, formatYesNo)],
  ]);
}

function renderMemory({ memory }: Inventory): Line[] {
  return fields([
    ['Total', formatFact(memory.totalMiB, formatMiB)],
    ['Available', formatFact(memory.availableMiB, formatMiB)],
    ...memory.numaNodes.map(({ id, totalMiB, cpus }): [string, string] => [
      `NUMA node ${id}`,
      `${formatFact(totalMiB, formatMiB)}, CPUs ${cpus}`,
    ]),
  ]);
}

const withProblems = (table: Line[], parts: readonly (Nic | Disk)[]): Line[] => [
  ...table,
  ...renderProblems(parts.flatMap((part) => part.problems)),
];

const renderNics = (nics: readonly Nic[]): Line[] =>
  withProblems(
    renderTable(
      ['NAME', 'MAC', 'LINK', 'SPEED', 'MTU', 'BRIDGE', 'DRIVER', 'PATH'],
      nics.map((n) => [
        n.name,
        formatCell(n.mac),
        formatCell(n.carrier, (up) => (up ? 'up' : 'down')),
        formatCell(n.speedMbps, formatSpeed),
        formatCell(n.mtu),
        n.bridge ?? 'none',
        formatCell(n.driver),
        formatCell(n.path),
      ]),
      '  ',
    ),
    nics,
  );

const renderDisks = (disks: readonly Disk[]): Line[] =>
  withProblems(
    renderTable(
      ['NAME', 'SIZE', 'BUS', 'KIND', 'USE', 'SERIAL', 'MODEL'],
      disks.map((d) => [
        d.name,
        formatCell(d.sizeBytes, formatBytes),
        formatCell(d.bus),
        formatCell(d.rotational, (rotates) => (rotates ? 'rotating' : 'solid state')),
        diskUse(d),
        formatCell(d.serial),
        formatCell(d.model),
      ]),
      '  ',
    ),
    disks,
  );

function diskUse({ boot, removable, readOnly }: Disk): string {
  const marks = [boot && 'boot', isTrue(removable) && 'removable', isTrue(readOnly) && 'read-only'];
  return marks.filter((mark) => mark !== false).join(', ') || 'data';
}

const isTrue = (fact: Disk['removable']): boolean => fact.state !== 'unknown' && fact.value;

function renderSmbios(smbios: SmbiosInventory): Line[] {
  const groups = [
    ['BIOS', smbios.bios],
    ['System', smbios.system],
    ['Base board', smbios.baseBoard],
    ['Chassis', smbios.chassis],
  ] as const;
  return fields([
    ...groups.flatMap(([title, group]) =>
      Object.entries(group).map(([key, value]): [string, string] => [`${title} ${key}`, formatFact(value)]),
    ),
    ...smbios.oemStrings.map((text, i): [string, string] => [`OEM string ${i + 1}`, text]),
  ]);
}
