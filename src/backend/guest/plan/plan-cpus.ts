import { factValue, type Inventory, type Problem, type Processor } from '../../../contract/index.ts';
import type { GuestPolicy } from '../../config/policy/policy.ts';
import type { CpuSpec } from '../spec.ts';
import { toRanges } from './plan-list.ts';
import { warning } from './plan-problem.ts';
import { countProcessors, type Given, giveProcessors } from './plan-processors.ts';
import { flatTopology, highestApicId, mirrorTopology, type Topology } from './plan-topology.ts';

export interface CpuPlan {
  cpu: CpuSpec;
  /** The box's processor for each of the guest's, by its number; empty where the kernel does not tell the topology. */
  hosts: Processor[];
  /** Interrupts reach APIC ids above 254 only through an IOMMU that remaps them. */
  iommu: boolean;
  problems: Problem[];
}

/** xAPIC has 8 bits for the id, of which all ones is everybody. */
const highestXapicId = 254;
/** KVM's own limit in Debian's kernel (`CONFIG_KVM_MAX_NR_VCPUS`), QEMU's before 8.1, and what an emulated APIC can address. */
const limits = { kvm: 1024, oldMachine: 288, tcg: 255 };

/** The guest's processors: how many, in which shape, on which of the box's, and of which model. */
export function planCpus(cpu: Inventory['cpu'], guest: GuestPolicy): CpuPlan {
  const policy = guest.cpus;
  const limit = vcpuLimit(guest);
  const { guest: hosts, reserved }: Given =
    cpu.processors.length === 0 ? { guest: [], reserved: [] } : giveProcessors(cpu.processors, policy, limit);
  const vcpus = hosts.length || countProcessors(factValue(cpu.online) ?? 1, policy, limit);
  const topology = planTopology(hosts, vcpus, guest);
  const pinned = policy.pinning === 'cores' && hosts.length > 0;
  return {
    cpu: {
      ...planModel(cpu, guest, topology),
      vcpus,
      ...topology,
      pins: pinned ? hosts.map(({ id }, vcpu) => ({ vcpu, cpuset: String(id) })) : [],
      emulatorCpuset: pinned
        ? toRanges((reserved.length > 0 ? reserved : cpu.processors).map(({ id }) => id))
        : null,
    },
    hosts,
    iommu: guest.accelerator === 'kvm' && highestApicId(topology) > highestXapicId,
    problems: policy.pinning === 'cores' && !pinned ? [unpinned] : [],
  };
}

function vcpuLimit({ accelerator, machine }: GuestPolicy): number {
  if (accelerator === 'tcg') return limits.tcg;
  const [, major, minor = 0] = /-(\d+)\.(\d+)/.exec(machine)?.map(Number) ?? [];
  const isOld = major !== undefined && (major < 8 || (major === 8 && minor < 1));
  return isOld ? limits.oldMachine : limits.kvm;
}

function planTopology(hosts: readonly Processor[], vcpus: number, guest: GuestPolicy): Topology {
  if (guest.cpus.topology === 'flat' || hosts.length === 0) return flatTopology(vcpus);
  const mirrored = mirrorTopology(hosts);
  const isTooWide = guest.accelerator === 'tcg' && highestApicId(mirrored) > highestXapicId;
  return isTooWide ? flatTopology(vcpus) : mirrored;
}

type Model = Pick<CpuSpec, 'mode' | 'model' | 'features'>;

function planModel(cpu: Inventory['cpu'], guest: GuestPolicy, { threads }: Topology): Model {
  const named = guest.cpus.model;
  if (guest.accelerator === 'tcg' || named === 'maximum')
    return { mode: 'maximum', model: null, features: [] };
  if (named !== 'host-passthrough' && named !== 'host-model')
    return { mode: 'custom', model: named, features: [] };
  return { mode: named, model: null, features: needsTopoext(cpu, threads) ? ['topoext'] : [] };
}

/** QEMU never passes AMD's `topoext` on by itself, and without it the guest takes threads for cores. */
function needsTopoext({ vendor, flags }: Inventory['cpu'], threads: number): boolean {
  const isAmd = ['AuthenticAMD', 'HygonGenuine'].includes(factValue(vendor) ?? '');
  return isAmd && threads > 1 && (factValue(flags)?.includes('topoext') ?? false);
}

const unpinned = warning(
  'guest.not-pinned',
  "The guest's processors are not pinned: the kernel does not say which processors the box has",
);
