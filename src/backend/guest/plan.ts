import { factValue, type Inventory, type Problem } from '../../contract/index.ts';
import type { GuestPolicy, PolicyInForce } from '../config/policy/policy.ts';
import { diskAddress, planRootPorts } from './plan-bus.ts';
import { planCpus } from './plan-cpus.ts';
import { planMemory } from './plan-memory.ts';
import { planNics } from './plan-nics.ts';
import { planSmbios } from './plan-smbios.ts';
import type { CpuSpec, DiskSpec, GuestSpec } from './spec.ts';

/** What the plan needs besides the box and the policy. */
export interface Surroundings {
  /** The domain's UUID where the box has none of its own. */
  fallbackUuid: string;
  serialLog: string;
  /** The disks' sources in the order of the policy, as the host finds them. */
  sources: readonly DiskSource[];
}

export interface DiskSource {
  exists: boolean;
  /** Path with every link resolved, where it exists. */
  realPath?: string;
}

export interface GuestPlan {
  /** Absent when something that is wrong stands in the way of any start. */
  spec: GuestSpec | undefined;
  problems: Problem[];
}

/** The guest that the policy makes of this box, and what is wrong with it. Errors stand in the way of a start, warnings do not. */
export function planGuest(
  inventory: Inventory,
  policy: PolicyInForce,
  surroundings: Surroundings,
): GuestPlan {
  const { guest, network } = policy;
  if (guest === undefined) return { spec: undefined, problems: [] };
  const nics = network.nics === 'all' ? planNics(inventory.nics) : [];
  const { memoryMiB, problems: memoryProblems } = planAmount(inventory, guest);
  const problems = [
    ...kvmProblems(inventory, guest),
    ...memoryProblems,
    ...guest.disks.flatMap((disk, index) =>
      diskProblems(disk.source, surroundings.sources[index], inventory),
    ),
    ...(network.nics === 'all' && nics.length === 0 ? [noNic] : []),
  ];
  if (problems.some((problem) => problem.severity === 'error')) return { spec: undefined, problems };
  return {
    spec: {
      name: guest.name,
      uuid: factValue(inventory.smbios.system.uuid ?? { state: 'unknown' }) ?? surroundings.fallbackUuid,
      os: guest.os,
      accelerator: guest.accelerator,
      machine: guest.machine,
      firmware: { kind: 'bios', secureBoot: false },
      memory: { mib: memoryMiB, hugePageKiB: null },
      cpu: toFlatCpu(planCpus(factValue(inventory.cpu.online) ?? 1, guest.cpus), guest.accelerator),
      cells: [],
      iommu: false,
      smbios: guest.smbios.source === 'inherit' ? planSmbios(inventory.smbios) : null,
      rootPorts: planRootPorts(nics.length),
      scsi: false,
      disks: guest.disks.map(toDisk),
      nics,
      tpm: null,
      watchdog: { model: 'i6300esb', action: 'reset' },
      panics: ['isa'],
      rng: true,
      display: { vnc: true, video: 'virtio' },
      agent: true,
      channels: [],
      serialLog: surroundings.serialLog,
    },
    problems,
  };
}

const toFlatCpu = (vcpus: number, accelerator: 'kvm' | 'tcg'): CpuSpec => ({
  mode: accelerator === 'kvm' ? 'host-passthrough' : 'maximum',
  model: null,
  features: [],
  vcpus,
  sockets: 1,
  dies: 1,
  cores: vcpus,
  threads: 1,
  pins: [],
  emulatorCpuset: null,
});

function toDisk({ target, source, serial }: GuestPolicy['disks'][number]): DiskSpec {
  return {
    target,
    bus: 'virtio',
    kind: source.startsWith('/dev/') ? 'block' : 'file',
    format: 'raw',
    source,
    serial: serial ?? null,
    cache: 'none',
    io: 'native',
    discard: true,
    readOnly: false,
    pci: diskAddress(target),
    drive: null,
  };
}

function planAmount(
  inventory: Inventory,
  { memory }: GuestPolicy,
): { memoryMiB: number; problems: Problem[] } {
  const totalMiB = factValue(inventory.memory.totalMiB);
  if (totalMiB === undefined) {
    const message = "The guest gets no memory: the size of the box's memory is unknown";
    return { memoryMiB: 0, problems: [error('guest.memory-unknown', message)] };
  }
  const memoryMiB = planMemory(totalMiB, memory);
  if (memoryMiB >= memory.minMiB) return { memoryMiB, problems: [] };
  const share = memory.reserveShare === 0 ? '' : ` and ${Math.round(memory.reserveShare * 100)} %`;
  return {
    memoryMiB,
    problems: [
      error(
        'guest.too-little-memory',
        `The guest would get ${memoryMiB} MiB of memory and needs ${memory.minMiB}: the box has ${totalMiB} MiB, of which the host keeps ${memory.reserveMiB} MiB${share}`,
        'Add memory to the box, or lower guest.memory.reserveMiB in the policy',
      ),
    ],
  };
}

function kvmProblems({ cpu }: Inventory, guest: GuestPolicy): Problem[] {
  if (guest.accelerator !== 'kvm' || factValue(cpu.kvm) === true) return [];
  const none = factValue(cpu.virtualisation) === 'none';
  return [
    error(
      'guest.no-kvm',
      none
        ? 'The box cannot run the guest: its processor offers no virtualisation (no VT-x, no AMD-V)'
        : 'The box cannot run the guest: there is no KVM (/dev/kvm)',
      "Switch virtualisation (Intel VT-x or AMD-V) on in the box's firmware set-up, then start the box again",
    ),
  ];
}

function diskProblems(source: string, found: DiskSource | undefined, inventory: Inventory): Problem[] {
  if (found?.exists !== true) {
    return [
      error(
        'guest.disk-missing',
        `The guest's disk ${source} is not there`,
        'See whether the storage of the box was set up: systemctl status bezel-storage',
      ),
    ];
  }
  const own = inventory.disks.find(({ name, boot }) => boot && isPartOf(found.realPath ?? source, name));
  if (own === undefined) return [];
  return [
    error(
      'guest.disk-is-boot-disk',
      `The guest may not have ${source}: the box itself runs from ${own.name}`,
      'Give the guest a volume or another disk',
    ),
  ];
}

/** `/dev/sda`, `/dev/sda1` and `/dev/nvme0n1p1` are part of the disks `sda` and `nvme0n1`; `/dev/sdaa` is not part of `sda`. */
const isPartOf = (path: string, disk: string): boolean =>
  path.startsWith(`/dev/${disk}`) && /^(p?\d+)?$/.test(path.slice(`/dev/${disk}`.length));

const noNic: Problem = {
  code: 'guest.no-nic',
  severity: 'warning',
  message: 'The box has no NIC, so that the guest has no network',
  hint: 'See whether the NIC is plugged in, and whether the host image has its driver',
};

const error = (code: string, message: string, hint?: string): Problem => ({
  code,
  severity: 'error',
  message,
  ...(hint === undefined ? {} : { hint }),
});
