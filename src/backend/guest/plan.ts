import type { Inventory, Problem } from '../../contract/index.ts';
import type { GuestPolicy, MediaPolicy, PolicyInForce } from '../config/policy/policy.ts';
import { addressesOf } from '../engine/nic-names.ts';
import { planPortRoles } from '../engine/port-roles.ts';
import type { Identity } from './identity.ts';
import { planAmount } from './plan/plan-amount.ts';
import { bindToNodes, planCells } from './plan/plan-cells.ts';
import { planCpus } from './plan/plan-cpus.ts';
import { planFirmware, planPanics, planTpm, planWatchdog } from './plan/plan-devices.ts';
import { planDisk } from './plan/plan-disks.ts';
import { planIdentity } from './plan/plan-identity.ts';
import { kvmProblems } from './plan/plan-kvm.ts';
import { nicModelProblems, planNic } from './plan/plan-nics.ts';
import { planPassthrough } from './plan/plan-passthrough.ts';
import { nicPortsWithSpare, planRootPorts } from './plan/plan-pci.ts';
import { planPrivateNic } from './plan/plan-private-nic.ts';
import { warning } from './plan/plan-problem.ts';
import { planSmbios } from './plan/plan-smbios.ts';
import { type DiskSource, sourceProblems } from './plan/plan-sources.ts';
import type { CellSpec, CpuSpec, GuestSpec, MemorySpec } from './spec.ts';

/** What the plan needs besides the box and the policy. */
export interface Surroundings {
  /** Who the guest was at its last start; absent before the first. */
  identity?: Identity | undefined;
  /** The domain's UUID where neither the box nor an earlier start says one. */
  madeUuid: string;
  /** Whether a NIC of the box has this permanent address on the wire and does not give it up; without it, none does. */
  portKeeps?: ((mac: string) => boolean) | undefined;
  serialLog: string;
  vncSocket?: string | undefined;
  /** Whether the host can have a link with the guest: its network is Bezel's. */
  ownNetwork: boolean;
  /** Whether the box's USB disks and drives are given to the guest. */
  ownMedia: boolean;
  /** The disks' sources in the order of the policy, as the host finds them. */
  sources: readonly DiskSource[];
}

export interface GuestPlan {
  /** Absent when something that is wrong stands in the way of any start. */
  spec: GuestSpec | undefined;
  /** To be remembered when the guest has started with the spec. */
  identity: Identity | undefined;
  problems: Problem[];
}

/** The guest that the policy makes of this box, and what is wrong with it. Errors stand in the way of a start, warnings do not. */
export function planGuest(
  inventory: Inventory,
  policy: PolicyInForce,
  surroundings: Surroundings,
): GuestPlan {
  const { guest, network } = policy;
  if (guest === undefined) return { spec: undefined, identity: undefined, problems: [] };
  const { memory, cpu, cells, iommu, problems: machineProblems } = planMachine(inventory, guest);
  const {
    identity,
    nics: placed,
    problems: nicProblems,
  } = planIdentity(surroundings.identity, inventory, network, surroundings);
  const { smbios, problems: smbiosProblems } = planSmbios(inventory.smbios, guest.smbios, policy.product);
  const { tpm, problems: tpmProblems } = planTpm(guest.tpm, inventory.tpms);
  const { vias, problems: passthroughProblems } = planPassthrough({
    placed: placed.map(({ nic }) => nic),
    entries: planPortRoles(network.ports, inventory.nics).entries,
    ...{ nics: inventory.nics, pci: inventory.pci, iommu },
  });
  const nics = placed.flatMap((each) => {
    const via = vias.get(each.nic);
    return via === undefined ? [] : [planNic(each, network, via)];
  });
  const disks = guest.disks.map(planDisk);
  const problems = [
    ...kvmProblems(inventory.cpu, guest),
    ...machineProblems,
    ...tpmProblems,
    ...guest.disks.flatMap(({ source }, index) =>
      sourceProblems(source, surroundings.sources[index], inventory.disks),
    ),
    ...(network.nics !== 'none' && inventory.nics.length === 0 ? [noNic] : nicProblems),
    ...passthroughProblems,
    ...nicModelProblems(nics, guest.firmware),
    ...smbiosProblems,
  ];
  if (problems.some(({ severity }) => severity === 'error'))
    return { spec: undefined, identity: undefined, problems };
  const { name, os, accelerator, machine, rng, display, agent, channels } = guest;
  const spec: GuestSpec = {
    name,
    uuid: identity.uuid,
    os,
    accelerator,
    machine,
    firmware: planFirmware(guest.firmware),
    memory,
    cpu,
    cells,
    iommu,
    smbios,
    rootPorts: planRootPorts(nicPorts(identity, policy)),
    drives: surroundings.ownMedia && givesDrives(policy.media.drives),
    scsi: disks.some(({ bus }) => bus === 'scsi') || (surroundings.ownMedia && policy.media.bus === 'scsi'),
    disks,
    nics,
    privateLink:
      network.privateLink && surroundings.ownNetwork
        ? planPrivateNic(identity.uuid, takenMacs(identity, inventory))
        : null,
    tpm,
    watchdog: planWatchdog(guest.watchdog),
    panics: planPanics(guest),
    rng,
    display: { ...display, socket: surroundings.vncSocket ?? null },
    agent,
    channels,
    serialLog: surroundings.serialLog,
  };
  return { spec, identity, problems };
}

/** Of the guest's other NICs and of the box's. */
const takenMacs = ({ slots }: Identity, { nics }: Inventory): string[] => [
  ...slots.map(({ mac }) => mac),
  ...nics.flatMap(addressesOf),
];

interface Machine {
  memory: MemorySpec;
  cpu: CpuSpec;
  cells: CellSpec[];
  iommu: boolean;
  problems: Problem[];
}

const pageKiB = { none: null, '2MiB': 2048, '1GiB': 1024 * 1024 } as const;

/** Memory and processors, which the NUMA cells tie together. */
function planMachine({ memory, cpu: box }: Inventory, guest: GuestPolicy): Machine {
  const { memoryMiB, problems } = planAmount(memory, guest.memory);
  const { cpu, hosts, iommu, problems: cpuProblems } = planCpus(box, guest);
  const numa =
    problems.length > 0 ? { cells: [], problems: [] } : planCells(memory.numaNodes, hosts, memoryMiB, guest);
  const floats = cpu.pins.length === 0 && numa.cells.length > 0;
  return {
    memory: { mib: memoryMiB, hugePageKiB: pageKiB[guest.memory.hugePages] },
    cpu: floats ? { ...cpu, pins: bindToNodes(hosts, box.processors) } : cpu,
    cells: numa.cells,
    iommu,
    problems: [...problems, ...cpuProblems, ...numa.problems],
  };
}

/** One for each slot that ever had a NIC, and for each that the policy lists; some more where whatever is plugged into the box is the guest's. */
function nicPorts({ slots }: Identity, { network }: PolicyInForce): number {
  const listed = Array.isArray(network.nics) ? network.nics.length : 0;
  const used = Math.max(listed, ...slots.map(({ number }) => number));
  return network.nics === 'all' ? nicPortsWithSpare(used) : used;
}

const noNic = warning(
  'guest.no-nic',
  'The box has no NIC, so that the guest has no network',
  'See whether the NIC is plugged in, and whether the host image has its driver',
);

/** Whether the guest needs a controller for drives. */
const givesDrives = ({ mode, modes }: MediaPolicy['drives']): boolean =>
  [mode, ...modes.map((each) => each.mode)].some((each) => each !== 'none');
