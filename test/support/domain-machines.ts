import { type Inventory, known, type Nic, type PciDevice, unknown } from '../../src/contract/index.ts';
import { machineOf, nicAt, nodeOf, processorsOf } from './any-machine.ts';
import { readMachineInventory } from './machine-inventory.ts';

/** A PCI function with what decides whether it can be given away. */
export const pciAt = (
  address: string,
  classId: string,
  group: number | undefined,
  driver: string | undefined,
): PciDevice => ({
  address,
  ...{ vendorId: known('8086'), deviceId: known('1521'), vendor: unknown(), device: unknown() },
  ...{ classId: known(classId), className: unknown(), node: unknown(), problems: [] },
  driver: driver === undefined ? unknown() : known(driver),
  iommuGroup: group === undefined ? unknown() : known(group),
});

/** Machines that QEMU cannot imitate and nobody had at hand. */
const handMade: Record<string, () => Inventory> = {
  /** Two TiB and 256 processors on two sockets of two nodes each. */
  'four-nodes': () => {
    const distances = [
      [10, 12, 32, 32],
      [12, 10, 32, 32],
      [32, 32, 10, 12],
      [32, 32, 12, 10],
    ];
    return machineOf({
      processors: processorsOf(2, 64, 2, 2),
      nodes: distances.map((row, id) => nodeOf(id, id === 0 ? 515_072 : 516_096, '', row)),
      nics: [nicAt('ens1f0np0', '04:3f:72:00:00:10', '0000:17:00.0')],
    });
  },
  /** Node 0 has lost its modules, node 2 is memory behind CXL. */
  'odd-nodes': () =>
    machineOf({
      processors: processorsOf(2, 4, 1),
      nodes: [
        nodeOf(0, 0, '0-3', [10, 21, 28]),
        nodeOf(1, 65_536, '4-7', [21, 10, 14]),
        nodeOf(2, 131_072, '', [28, 14, 10]),
      ],
      nics: [nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0')],
    }),
  /** Four cores with two threads, eight with one. */
  hybrid: () =>
    machineOf({
      processors: [
        ...processorsOf(1, 4, 2),
        ...Array.from({ length: 8 }, (_, n) => ({ id: 8 + n, socket: 0, core: 32 + n, node: 0 })),
      ],
      nics: [nicAt('enp2s0', 'a8:a1:59:00:00:10', '0000:02:00.0')],
    }),
  'amd-threads': () => {
    const machine = machineOf({
      processors: processorsOf(1, 8, 2),
      totalMiB: 64_000,
      nics: [nicAt('enp5s0', 'a8:a1:59:00:00:20', '0000:05:00.0')],
    });
    const flags = known(['fpu', 'svm', 'topoext']);
    return { ...machine, cpu: { ...machine.cpu, vendor: known('AuthenticAMD'), flags } };
  },
  'many-nics': () =>
    machineOf({
      processors: processorsOf(1, 8, 1),
      nics: Array.from({ length: 64 }, (_, n) =>
        nicAt(
          `enp${n + 1}s0`,
          `3c:ec:ef:00:01:${n.toString(16).padStart(2, '0')}`,
          `0000:${(n + 1).toString(16).padStart(2, '0')}:00.0`,
        ),
      ),
    }),
  'four-ports': () =>
    machineOf({
      nics: [1, 2, 3, 4].map((n) =>
        nicAt(`eno${n}`, `3c:ec:ef:00:00:1${n}`, `0000:01:00.${n - 1}`, `LAN ${n}`),
      ),
    }),
  'jumbo-frames': () =>
    machineOf({
      nics: [9000, 1500].map((mtu, n) => ({
        ...nicAt(`eno${n + 1}`, `3c:ec:ef:00:00:1${n + 1}`, `0000:01:00.${n}`),
        mtu: known(mtu),
      })),
    }),
  /** Five NICs: two alone in their IOMMU groups, two functions of one card in one, one beside a disk controller. */
  'iommu-groups': () => {
    const place = (n: number, fn = 0): string => `0000:0${n}:00.${fn}`;
    const nic = (n: number, at: string): Nic => nicAt(`eno${n}`, `3c:ec:ef:00:00:1${n}`, at, `LAN ${n}`);
    return {
      ...machineOf({
        nics: [nic(1, place(1)), nic(2, place(2)), nic(3, place(3)), nic(4, place(3, 1)), nic(5, place(4))],
      }),
      pci: [
        pciAt('0000:00:01.0', '060400', 1, 'pcieport'),
        pciAt(place(1), '020000', 1, 'igb'),
        pciAt(place(2), '020000', 2, 'igb'),
        pciAt(place(3), '020000', 3, 'ixgbe'),
        pciAt(place(3, 1), '020000', 3, 'ixgbe'),
        pciAt(place(4), '020000', 4, 'e1000e'),
        pciAt(place(5), '010601', 4, 'ahci'),
      ],
    };
  },
  'with-tpm': () => ({
    ...machineOf({ nics: [nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0')] }),
    tpms: [{ name: 'tpm0', version: known('2.0'), description: unknown(), problems: [] }],
  }),
  /** Names that somebody thought of who wanted to break out of XML, of a command line, or of a screen. */
  hostile: () => ({
    ...machineOf({ nics: [nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0', '"><evil/>')] }),
    smbios: {
      bios: { vendor: known(`AT&T 'Labs' "2"`), version: known(']]>'), date: known('08/15/2024') },
      system: {
        manufacturer: known('ACME & Sons'),
        product: known('Box <9000>'),
        version: known('1,2,,file=/etc/passwd'),
        serial: known('S\u0000N\u001b[31m-\u200f\u00071'),
        sku: known("</entry></system><entry name='x'>"),
        family: known('長'.repeat(300)),
        uuid: known('00112233-4455-4677-8899-aabbccddeeff'),
      },
      baseBoard: { manufacturer: known('x'.repeat(300)), serial: known('%s%n${HOME}`id`{{ uuid }}') },
      chassis: { asset: known('тест № 1 \u{1f600}') },
      otherBaseBoards: [],
      otherChassis: [],
      oemStrings: ['value=a,path=/etc/shadow', '<!-- -->', '&amp;'],
    },
  }),
};

/** A machine by its name: one of test/fixtures/machines, or one of the above. */
export const readDomainMachine = (name: string): Inventory =>
  handMade[name]?.() ?? readMachineInventory(name);
