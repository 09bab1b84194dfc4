import type {
  ConfigChanges,
  ConfigStatus,
  Fact,
  Guest,
  Inventory,
  Problem,
  Status,
} from '../../contract/index.ts';
import { known, unknown } from '../../contract/index.ts';

/** What the status is made of, each as its part knows it now. */
export interface StatusParts {
  version: string;
  startedAt: Date;
  ready: boolean;
  /** How the policy names the appliance where the firmware does not. */
  product: { vendor?: string | undefined; name?: string | undefined };
  notice?: string | undefined;
  /** Absent until the hardware has been read once. */
  inventory?: Inventory | undefined;
  libvirt: Status['libvirt'];
  config: ConfigStatus;
  changes: ConfigChanges;
  guest: Guest;
  /** What no other part tells: of the store, of a part that did not start. */
  problems: Problem[];
}

export function toStatus(parts: StatusParts): Status {
  const { product, inventory, libvirt, config, guest } = parts;
  return {
    version: parts.version,
    startedAt: parts.startedAt.toISOString(),
    ready: parts.ready,
    product: toProduct(product, inventory),
    ...(parts.notice === undefined ? {} : { notice: parts.notice }),
    summary: {
      cpus: inventory?.cpu.online ?? notRead,
      memoryMiB: inventory?.memory.totalMiB ?? notRead,
      nics: inventory?.nics.length ?? 0,
      disks: inventory?.disks.length ?? 0,
    },
    libvirt,
    config,
    changes: parts.changes,
    guest,
    problems: toWorstFirst([
      ...parts.problems,
      // Without `since` the first try is still under way.
      ...(!libvirt.connected && libvirt.since !== undefined ? [libvirtAway] : []),
      ...config.problems,
      ...guest.problems,
      ...(inventory === undefined ? [] : toInventoryProblems(inventory)),
    ]),
  };
}

/** Who made the box, as the firmware says, or else the policy. */
export function toProduct(
  named: StatusParts['product'],
  inventory: Inventory | undefined,
): Status['product'] {
  const system = (key: string): Fact<string> =>
    inventory === undefined
      ? notRead
      : (inventory.smbios.system[key] ?? unknown('the firmware does not say'));
  return {
    manufacturer: orNamed(system('manufacturer'), named.vendor),
    name: orNamed(system('product'), named.name),
    serial: system('serial'),
    uuid: system('uuid'),
  };
}

const orNamed = (measured: Fact<string>, named: string | undefined): Fact<string> =>
  measured.state === 'unknown' && named !== undefined ? known(named) : measured;

const notRead = unknown('not read yet');

const libvirtAway: Problem = {
  code: 'libvirt.unreachable',
  severity: 'error',
  message: 'libvirt does not answer: the guest can be neither seen nor controlled',
  hint: 'It is tried again by itself; see: systemctl status libvirtd',
};

const toInventoryProblems = (inventory: Inventory): Problem[] => [
  ...inventory.problems,
  ...(['nics', 'disks', 'opticalDrives', 'pci', 'gpus', 'usb'] as const).flatMap((list) =>
    inventory[list].flatMap(({ problems }) => problems),
  ),
];

/** Errors before warnings, otherwise as they came; what is said twice is said once. */
export function toWorstFirst(problems: Problem[]): Problem[] {
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  return [
    ...distinct.filter((p) => p.severity === 'error'),
    ...distinct.filter((p) => p.severity !== 'error'),
  ];
}
