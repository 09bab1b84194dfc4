import {
  type Disk,
  type Fact,
  factValue,
  type Inventory,
  type Nic,
  type Problem,
} from '../../../contract/index.ts';
import type { SlowFacts } from './model.ts';

/** The place of a NIC and the address that it was made with; the name may change from boot to boot. */
export const toNicIdentity = ({ name, path, mac, permanentMac }: Nic): string =>
  [factValue(path) ?? name, factValue(permanentMac) ?? factValue(mac) ?? ''].join(' ');

/** What the disk calls itself; without a name or number of its own, where it is. */
export function toDiskIdentity({ name, wwn, model, serial }: Disk): string {
  const [unique, number] = [factValue(wwn), factValue(serial)];
  return unique ?? [factValue(model) ?? '', number ?? `/dev/${name}`].join(' ');
}

/** Whether there is a NIC or a disk that no program was asked about. */
export const isUnasked = ({ nics, disks }: Inventory, facts: SlowFacts | undefined): boolean =>
  facts === undefined
    ? nics.length + disks.length > 0
    : nics.some((nic) => !facts.firmware.has(toNicIdentity(nic))) ||
      disks.some((disk) => !facts.smart.has(toDiskIdentity(disk)));

/** The inventory with what programs said. `inventory` is as the kernel tells it: a problem that is added is added once. */
export function withSlowFacts(inventory: Inventory, facts: SlowFacts | undefined): Inventory {
  if (facts === undefined) return inventory;
  return {
    ...inventory,
    nics: inventory.nics.map((nic) => ({
      ...nic,
      firmware: facts.firmware.get(toNicIdentity(nic)) ?? nic.firmware,
    })),
    disks: inventory.disks.map((disk) => {
      const smart = facts.smart.get(toDiskIdentity(disk)) ?? disk.smart;
      return { ...disk, smart, problems: [...disk.problems, ...smartProblems(disk, smart)] };
    }),
  };
}

/** A disk that has once said that it fails is not better because it is asleep now. */
function smartProblems({ name }: Disk, smart: Disk['smart']): Problem[] {
  if (factValue(smart)?.passed !== false) return [];
  return [
    {
      code: 'inventory.disk-failing',
      severity: 'warning',
      message: `The disk ${name} says of itself that it is failing`,
      hint: 'Make a backup, and replace the disk',
    },
  ];
}

/** What is known now; where nothing is, what was known before, until when. Devices that are gone are forgotten. */
export function toLasting(before: SlowFacts | undefined, now: SlowFacts): SlowFacts {
  if (before === undefined) return now;
  return {
    readAt: now.readAt,
    firmware: keep(before.firmware, now.firmware, before.readAt),
    smart: keep(before.smart, now.smart, before.readAt),
  };
}

const keep = <T>(
  before: ReadonlyMap<string, Fact<T>>,
  now: ReadonlyMap<string, Fact<T>>,
  since: string,
): Map<string, Fact<T>> =>
  new Map(
    [...now].map(([identity, fact]): [string, Fact<T>] => {
      const old = before.get(identity);
      if (fact.state !== 'unknown' || old === undefined || old.state === 'unknown') return [identity, fact];
      return [identity, old.state === 'stale' ? old : { state: 'stale', value: old.value, since }];
    }),
  );
