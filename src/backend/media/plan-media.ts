import type { MediaPolicy } from '../config/policy/policy.ts';
import type { UsbDevice } from './devices/model.ts';
import type { Live, Plugged, UsbDisk } from './model.ts';
import { parseAlias } from './parse-alias.ts';

/** A disk or a device that the guest is to have. */
export interface WantedMedium {
  alias: string;
  /** For people. */
  what: string;
  plugged: Plugged;
}

/** A place in the guest: libvirt's name of the target, and the number of a SCSI target or of a PCI bus. */
export interface Place {
  bus: MediaPolicy['bus'];
  target: string;
  number: number;
}

export type MediaStep =
  | { kind: 'detach'; alias: string; what: string }
  | { kind: 'attach'; alias: string; what: string; disk: UsbDisk; place: Place }
  /** Where in the guest, libvirt decides. */
  | { kind: 'attach'; alias: string; what: string; device: UsbDevice };

export type AttachStep = Extract<MediaStep, { kind: 'attach' }>;

export interface MediaPlan {
  steps: MediaStep[];
  /** Why what it is to have can't be attached, by its alias. */
  hindered: Map<string, string>;
}

/** Targets of the virtio-scsi controller beside the one of the guest's own disks. */
const scsiPlaces = 64;
/** The root ports that the domain has for what is plugged in later are the buses from here on. */
const firstSpareBus = 9;
const sparePorts = 8;
/** The names sda to sdh and vda to vdh are for the disks of the policy. */
const namesBefore = 8;

/** The steps from what the running guest has to what it is to have. What was attached by others is left alone. */
export function planMedia(
  live: Extract<Live, { kind: 'up' }>,
  wanted: readonly WantedMedium[],
  bus: MediaPolicy['bus'],
): MediaPlan {
  const aliases = new Set(wanted.map(({ alias }) => alias));
  const has = new Set(live.attached.map(({ alias }) => alias));
  const leaving = live.attached.filter(({ alias }) => !aliases.has(alias));
  // Another medium in a reader has the node of the one before: QEMU does not open it twice.
  const taken = new Set(leaving.map(({ alias }) => parseAlias(alias)?.id));
  const free = planPlaces(live, bus);
  const hindered = new Map<string, string>();
  const steps: MediaStep[] = leaving.map(({ alias, target }) => ({ kind: 'detach', alias, what: target }));
  for (const { alias, what, plugged } of wanted.filter((each) => !has.has(each.alias))) {
    if (plugged.kind === 'device') {
      if (live.hasUsb) steps.push({ kind: 'attach', alias, what, device: plugged });
      else hindered.set(alias, noUsb);
      continue;
    }
    if (taken.has(plugged.id)) {
      hindered.set(alias, notFree);
      continue;
    }
    const place = free.shift();
    if (place !== undefined) steps.push({ kind: 'attach', alias, what, disk: plugged, place });
    else hindered.set(alias, bus === 'scsi' && !live.hasScsi ? noController : noPlace);
  }
  return { steps, hindered };
}

function planPlaces({ targets, buses, hasScsi }: Extract<Live, { kind: 'up' }>, bus: Place['bus']): Place[] {
  if (bus === 'scsi' && !hasScsi) return [];
  const count = bus === 'scsi' ? scsiPlaces : sparePorts;
  return Array.from({ length: count }, (_, index): Place => {
    const target = `${bus === 'scsi' ? 'sd' : 'vd'}${toLetters(namesBefore + index)}`;
    return { bus, target, number: bus === 'scsi' ? index + 1 : firstSpareBus + index };
  }).filter(({ target, number }) => !targets.has(target) && (bus === 'scsi' || !buses.has(number)));
}

/** `a` to `z`, `aa`, `ab`, … */
export function toLetters(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : toLetters(Math.floor(index / 26) - 1) + letter;
}

const noController = 'The running guest has no controller for it; from its next start on it has one';
const noUsb = 'The guest has no USB controller';
const notFree = 'The guest has not let go yet of what was there before';
const noPlace = 'The guest has no free place for it';
