import type { Change } from '../../../../contract/index.ts';
import type { Slot } from '../../identity.ts';
import type { FirmwareSpec, GuestSpec, TpmSpec } from '../../spec.ts';
import { planCellChanges, planCpuChanges } from './plan-cpu-changes.ts';
import { planDiskChanges } from './plan-disk-changes.ts';
import { planNicChanges } from './plan-nic-changes.ts';
import { planSmbiosChanges } from './plan-smbios-changes.ts';
import { added, changed, fromTo, fromToMiB, pageSize, quoted, removed, short, without } from './words.ts';

/** What a start gives the guest. */
export interface StartSide {
  /** What is not known of an earlier start is not compared. */
  spec: Partial<GuestSpec>;
  /** The NICs of the box behind the guest's. */
  slots: readonly Slot[];
  xml: string;
}

/** More are not told one by one; a box with another board and all NICs replaced has about this many. */
const most = 100;

/**
 * What of the guest is different after `before`, in words that a technician understands. Not empty whenever the XML differs. Values come
 * from devices and files: each is short plain text.
 */
export function planChanges(before: StartSide, after: StartSide): Change[] {
  const keys = Object.keys(table) as (keyof GuestSpec)[];
  const changes = keys.flatMap((key) => planKey(key, before, after));
  if (changes.length === 0 && before.xml !== after.xml)
    return [changed('template', templateMessage(before, after))];
  if (changes.length <= most) return changes;
  return [
    ...changes.slice(0, most - 1),
    changed('template', `and ${changes.length - most + 1} more, see the domain XML`),
  ];
}

const templateMessage = (...sides: StartSide[]): string =>
  sides.some(({ spec }) => Object.keys(spec).length === 0)
    ? 'the domain XML is another; what it was made of is not known'
    : 'the template gives another XML';

type Sides = { before: StartSide; after: StartSide };
type PlanKey<K extends keyof GuestSpec> = (was: GuestSpec[K], is: GuestSpec[K], sides: Sides) => Change[];

function planKey<K extends keyof GuestSpec>(key: K, before: StartSide, after: StartSide): Change[] {
  const was = before.spec[key] as GuestSpec[K] | undefined;
  const is = after.spec[key] as GuestSpec[K] | undefined;
  return was === undefined || is === undefined ? [] : table[key](was, is, { before, after });
}

/** `text` where the two differ. */
const differing =
  <T>(plan: (was: T, is: T) => Change) =>
  (was: T, is: T): Change[] =>
    JSON.stringify(was) === JSON.stringify(is) ? [] : [plan(was, is)];
/** It is there or not. */
const presence = (what: string) =>
  differing<boolean>((_, is) =>
    is ? added('device', `${what} is new`) : removed('device', `${what} is gone`),
  );
/** Follows from the disks and the NICs, and from how USB disks are given. */
const implied = (): Change[] => [];

const table: { [K in keyof GuestSpec]: PlanKey<K> } = {
  nics: (was, is, { before, after }) => planNicChanges(was, is, before.slots, after.slots),
  privateLink: (was, is) => planOptional('NIC of the private link', was?.mac ?? null, is?.mac ?? null),
  memory: (was, is) => [
    ...(was.mib === is.mib ? [] : [changed('memory', `memory ${fromToMiB(was.mib, is.mib)}`)]),
    ...(was.hugePageKiB === is.hugePageKiB
      ? []
      : [changed('memory', `huge pages ${toPages(was.hugePageKiB)} → ${toPages(is.hugePageKiB)}`)]),
  ],
  cpu: planCpuChanges,
  cells: (was, is, { before, after }) =>
    JSON.stringify(was) === JSON.stringify(is) ? [] : planCellChanges(was, is, isSameSize(before, after)),
  disks: planDiskChanges,
  smbios: planSmbiosChanges,
  name: differing((was, is) => changed('identity', `the guest's name ${quoted(was)} → ${quoted(is)}`)),
  uuid: differing((was, is) => changed('identity', `the guest's UUID ${fromTo(was, is)}`)),
  os: differing((was, is) => changed('device', `made for another operating system: ${fromTo(was, is)}`)),
  accelerator: differing((was, is) =>
    changed('cpus', `how the processors run: ${accelerators[was]} → ${accelerators[is]}`),
  ),
  machine: differing((was, is) => changed('device', `machine ${fromTo(was, is)}`)),
  firmware: differing((was, is) => changed('firmware', `firmware ${toFirmware(was)} → ${toFirmware(is)}`)),
  iommu: presence('the emulated IOMMU'),
  rootPorts: implied,
  scsi: implied,
  drives: presence('the controller of the CD and DVD drives'),
  tpm: (was, is) => planOptional('TPM', was === null ? null : toTpm(was), is === null ? null : toTpm(is)),
  watchdog: (was, is) => planOptional('watchdog', was && toWatchdog(was), is && toWatchdog(is)),
  panics: (was, is) => planNames('crash reporter', was, is),
  rng: presence('the source of random numbers'),
  display: (was, is) => [
    ...presence('the display over VNC')(was.vnc, is.vnc),
    ...(was.video === is.video ? [] : [changed('device', `graphics card ${fromTo(was.video, is.video)}`)]),
  ],
  agent: presence("the channel of the guest's agent"),
  channels: (was, is) => planNames('channel', was, is),
  serialLog: differing((was, is) => changed('device', `log of the serial port ${fromTo(was, is)}`)),
};

const accelerators = { kvm: 'KVM', tcg: 'software emulation' };
const toPages = (kib: number | null): string => (kib === null ? 'none' : pageSize(kib));
const toFirmware = ({ kind, secureBoot }: FirmwareSpec): string =>
  kind === 'bios' ? 'BIOS' : secureBoot ? 'UEFI with Secure Boot' : 'UEFI';
const toTpm = ({ kind, model, device }: TpmSpec): string =>
  `${kind}, ${model}${device === null ? '' : `, ${device}`}`;
const toWatchdog = ({ model, action }: { model: string; action: string }): string => `${model}, ${action}`;

const isSameSize = (before: StartSide, { spec }: StartSide): boolean =>
  before.spec.memory?.mib === spec.memory?.mib && before.spec.cpu?.vcpus === spec.cpu?.vcpus;

function planOptional(what: string, was: string | null, is: string | null): Change[] {
  if (was === is) return [];
  if (was === null) return [added('device', `${what} (${short(is ?? '')}) is new`)];
  if (is === null) return [removed('device', `${what} (${short(was)}) is gone`)];
  return [changed('device', `${what} ${fromTo(was, is)}`)];
}

const planNames = (what: string, was: readonly string[], is: readonly string[]): Change[] => [
  ...without(was, is).map((name) => removed('device', `${what} ${short(name)} is gone`)),
  ...without(is, was).map((name) => added('device', `${what} ${short(name)} is new`)),
];
