import {
  type Availability,
  type Drive,
  type DriveAction,
  type DriveMode,
  type MediumState,
  type Problem,
  plainText,
} from '../../../contract/index.ts';
import { defined } from '../../engine/defined.ts';
import type { Wish } from '../plan-wish.ts';
import { toGivingProblem } from '../to-giving-problem.ts';
import { type HotPlugView, toState } from '../to-state.ts';
import { type AttachedDrive, type BoxDrive, driveName, type LiveDrives } from './model.ts';
import { parseDriveAlias, toDriveAlias } from './parse-drive-alias.ts';

export interface DrivesParts extends HotPlugView {
  /** What of a drive the policy gives. */
  mode(drive: BoxDrive): DriveMode;
  /** `undefined` before they were read. */
  drives: readonly BoxDrive[] | undefined;
  live: LiveDrives;
  wish(drive: BoxDrive): Wish;
  /** Why it was not ejected, when it was to be. */
  whyHeld(drive: BoxDrive): string | undefined;
  /** It opened when it was told to, and no other disc was seen since. */
  isEjected(drive: BoxDrive): boolean;
  /** The file that a drive of the guest's has as its disc. */
  imageOf(attached: AttachedDrive): string | undefined;
  /** The host has borrowed a disk, which may have images on it. */
  hasLent: boolean;
}

/** A row for each drive of the box, and for each that has been pulled and the guest still has. */
export function toDrives(parts: DrivesParts): { drives: Drive[]; problems: Problem[] } {
  const { drives = [], live } = parts;
  const attached = live.kind === 'up' ? live.attached : [];
  const rows = drives.map((drive) =>
    toRow(
      drive,
      // Of another mode than the policy's now it may be, until the guest has let go.
      attached.find(({ alias }) => isOf(alias, drive)),
      parts,
    ),
  );
  const ids = new Set(rows.map(({ id }) => id));
  const pulled = attached
    .filter(({ alias }) => !drives.some((drive) => isOf(alias, drive)))
    .flatMap((each) => toPulled(each, parts))
    // What is plugged in there now is the row; the other one is gone soon.
    .filter(({ id }) => !ids.has(id));
  const all = [...rows, ...pulled];
  return { drives: all, problems: all.flatMap((row) => toProblem(row, parts)) };
}

const isOf = (alias: string, drive: BoxDrive): boolean =>
  alias === toDriveAlias(drive, 'drive') || alias === toDriveAlias(drive, 'medium');

function toRow(drive: BoxDrive, attached: AttachedDrive | undefined, parts: DrivesParts): Drive {
  const { id, port, name, vendorId, productId, vendor, model, serial } = drive;
  const wish = parts.wish(drive);
  const mode = attached?.mode ?? parts.mode(drive);
  const alias = attached?.alias ?? (mode === 'none' ? undefined : toDriveAlias(drive, mode));
  const state = toState(alias, attached !== undefined, parts);
  // Nobody but the guest asks it.
  const isGuests = attached?.mode === 'drive';
  const image = attached === undefined ? undefined : parts.imageOf(attached);
  // Not every drive tells that a disc was taken out.
  const isOpen = parts.isEjected(drive) || attached?.trayOpen === true;
  return {
    ...{ id, port, node: `/dev/${name}`, present: true },
    ...defined({ vendorId, productId, vendor, model, serial }),
    ...{ mode, disc: isGuests ? 'unknown' : image !== undefined ? 'present' : isOpen ? 'none' : drive.disc },
    ...(image === undefined ? {} : { image: plainText(image) }),
    ...(isGuests || isOpen || image !== undefined
      ? {}
      : defined({ label: drive.label, sizeBytes: drive.sizeBytes })),
    ...(attached?.mode === 'medium' ? { trayOpen: attached.trayOpen } : {}),
    ...(attached === undefined ? {} : { target: attached.target }),
    state,
    holder: attached !== undefined ? 'guest' : wish.kind === 'never' ? 'forbidden' : 'nobody',
    why: toWhy(drive, wish, alias, state, parts),
    actions: toActions(drive, wish, state, attached, parts),
  };
}

function toWhy(
  drive: BoxDrive,
  wish: Wish,
  alias: string | undefined,
  state: MediumState,
  parts: DrivesParts,
): string {
  const held = parts.whyHeld(drive);
  if (held !== undefined) return `${wish.why}; its tray was not opened: ${held}`;
  const busy = alias === undefined ? undefined : parts.whyBusy(alias);
  if (state === 'busy' && busy !== undefined) return `${wish.why}; the guest has not let go: ${busy}`;
  if (wish.kind !== 'give') return wish.why;
  const whyNot = alias === undefined ? undefined : parts.whyNot(alias);
  if (state === 'none' && parts.live.kind === 'unknown') return `${wish.why}, but libvirt does not answer`;
  if (state === 'none' && parts.live.kind === 'off') return `${wish.why} when it runs`;
  if (whyNot !== undefined)
    return `${wish.why}, but it does not get ${state === 'none' ? 'it' : 'the disc'}: ${whyNot}`;
  return parts.isEjected(drive) ? `${wish.why}; its disc was ejected` : wish.why;
}

const no = (reason: string): Availability => ({ allowed: false, reason });
const yes: Availability = { allowed: true };

function toActions(
  drive: BoxDrive,
  wish: Wish,
  state: MediumState,
  attached: AttachedDrive | undefined,
  parts: DrivesParts,
): Record<DriveAction, Availability> {
  const isHeld = attached !== undefined;
  return {
    attach:
      wish.kind === 'never' || wish.kind === 'nothing'
        ? no(wish.why)
        : isHeld && wish.kind === 'give' && !parts.isEjected(drive)
          ? no('The guest has it')
          : state === 'leaving'
            ? no('The guest is asked to let go of it')
            : yes,
    detach:
      state === 'leaving'
        ? no('The guest is asked to let go of it already')
        : !isHeld && wish.kind !== 'give'
          ? no('The guest does not have it')
          : yes,
    ...toEjects(drive, attached, parts),
    insert: toInsert(attached, state, parts),
  };
}

function toEjects(
  drive: BoxDrive,
  attached: AttachedDrive | undefined,
  parts: DrivesParts,
): Record<'eject' | 'force-eject', Availability> {
  const isImage = attached !== undefined && parts.imageOf(attached) !== undefined;
  const hindrance =
    drive.own ??
    (drive.generic === undefined && !isImage
      ? 'The kernel has no node for its commands'
      : attached === undefined && parts.live.kind === 'unknown'
        ? 'libvirt does not answer: who has it is not known'
        : undefined);
  if (hindrance !== undefined) return { eject: no(hindrance), 'force-eject': no(hindrance) };
  return {
    eject: yes,
    'force-eject':
      parts.whyHeld(drive) === undefined ? no('Eject it first: force is for what has refused') : yes,
  };
}

function toInsert(
  attached: AttachedDrive | undefined,
  state: MediumState,
  { hasLent }: DrivesParts,
): Availability {
  if (attached === undefined) return no('The guest does not have it');
  if (attached.mode === 'drive')
    return no(
      'The guest has the drive itself; an image goes into one of its own (media.drives.mode: medium)',
    );
  if (state !== 'attached') return no('The guest is asked to let go of it');
  return hasLent ? yes : no('Lend a disk first that has the image on it: bezel media lend');
}

/** What the guest still has, and is not in the box any more. */
function toPulled({ alias, target, mode }: AttachedDrive, parts: DrivesParts): Drive[] {
  const place = parseDriveAlias(alias);
  if (place === undefined) return [];
  const busy = parts.whyBusy(alias);
  const gone = no('It is not plugged in');
  return [
    {
      ...{ id: place.id, port: place.port, node: 'none', present: false, mode, disc: 'unknown', target },
      state: parts.isLeaving(alias) ? 'leaving' : busy === undefined ? 'attached' : 'busy',
      holder: 'guest',
      why:
        busy === undefined
          ? 'It was pulled out, and the guest is to let go of it'
          : `It was pulled out, and the guest has not let go: ${busy}`,
      actions: {
        attach: gone,
        detach: busy === undefined ? no('The guest is asked to let go of it') : yes,
        eject: gone,
        'force-eject': gone,
        insert: gone,
      },
    },
  ];
}

function toProblem(row: Drive, { whyNot, drives = [] }: DrivesParts): Problem[] {
  const drive = drives.find(({ id }) => id === row.id);
  const alias = drive === undefined || row.mode === 'none' ? undefined : toDriveAlias(drive, row.mode);
  return toGivingProblem({
    kind: 'drive',
    what: driveName(row),
    isBusy: row.state === 'busy',
    why: alias === undefined ? undefined : whyNot(alias),
    again: 'Give it once more',
  });
}
