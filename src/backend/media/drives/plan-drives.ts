import { toImageSource } from '../images/model.ts';
import type { AttachedDrive, BoxDrive, Given, LiveDrives } from './model.ts';
import { parseDriveAlias } from './parse-drive-alias.ts';

/** A drive that the guest is to have. */
export interface WantedDrive {
  alias: string;
  mode: Given;
  /** For people. */
  what: string;
  drive: BoxDrive;
  /** Its disc was ejected, and is not to be given again though it is still there. */
  isOut: boolean;
  /** The kernel's number of the image that it has, or is to have, in place of the box's disc; `'over'`: of one that is not there any more. */
  image?: number | 'over' | undefined;
}

export type DriveStep =
  | { kind: 'detach'; alias: string; what: string }
  | { kind: 'attach'; alias: string; what: string; wanted: WantedDrive; number: number }
  /** The guest's own drive has another disc than the box's; the disc that it had is gone, whether the guest has locked the tray or not. */
  | { kind: 'disc'; alias: string; what: string; wanted: WantedDrive; number: number };

/** Whether the kernel asks the drive by itself. */
export interface PollStep {
  kind: 'poll';
  name: string;
  on: boolean;
}

export interface DrivesPlan {
  steps: DriveStep[];
  /** Why a drive that it is to have can't be attached, by its alias. */
  hindered: Map<string, string>;
}

/** Targets of the drives' controller that are used. */
export const drivePlaces = 16;

/** What the disc of a drive is read from, in the guest's own drive: it leads to this disc or nowhere. */
export const toDiscSource = ({
  drive,
  isOut,
  image,
}: Pick<WantedDrive, 'drive' | 'isOut' | 'image'>): string | undefined => {
  if (typeof image === 'number') return toImageSource({ number: image });
  return drive.disc === 'present' && drive.discNumber !== undefined && !isOut
    ? `/dev/disk/by-diskseq/${drive.discNumber}`
    : undefined;
};

/** The steps from what the running guest has to what it is to have. What was attached by others is left alone. */
export function planDrives(
  live: Extract<LiveDrives, { kind: 'up' }>,
  wanted: readonly WantedDrive[],
): DrivesPlan {
  const has = new Map(live.attached.map((each) => [each.alias, each]));
  const aliases = new Set(wanted.map(({ alias }) => alias));
  const leaving = live.attached.filter(({ alias }) => !aliases.has(alias));
  const stillHeld = new Set(leaving.map(({ alias }) => parseDriveAlias(alias)?.id));
  const free = Array.from({ length: drivePlaces }, (_, number) => number).filter(
    (number) => !live.taken.has(number),
  );
  const hindered = new Map<string, string>();
  const steps: DriveStep[] = leaving.map(({ alias, target }) => ({ kind: 'detach', alias, what: target }));
  for (const each of wanted) {
    const { alias, what, drive } = each;
    const attached = has.get(alias);
    if (attached !== undefined) {
      steps.push(...planDisc(each, attached));
      continue;
    }
    const number = live.hasController && !stillHeld.has(drive.id) ? free.shift() : undefined;
    if (number !== undefined) steps.push({ kind: 'attach', alias, what, wanted: each, number });
    else
      hindered.set(alias, !live.hasController ? noController : stillHeld.has(drive.id) ? notFree : noPlace);
  }
  return { steps, hindered };
}

function planDisc(wanted: WantedDrive, { source, trayOpen, number }: AttachedDrive): DriveStep[] {
  // What is being ejected is whoever's who ejects it.
  if (wanted.mode !== 'medium' || wanted.isOut || number === undefined) return [];
  const next = toDiscSource(wanted);
  // A tray that the guest has opened itself it may close again: QEMU closes the box's with it, as long as it has its disc.
  if (next === source || (next === undefined && trayOpen && wanted.image === undefined)) return [];
  const { alias, what } = wanted;
  return [{ kind: 'disc', alias, what, wanted, number }];
}

/**
 * The kernel asks drives every two seconds what has happened, and a drive tells each thing once. So of one that the guest has it must not: whether
 * the button was pressed, or the disc is another, is for the guest to hear.
 */
export const planPolling = (drives: readonly BoxDrive[], live: LiveDrives): PollStep[] => {
  if (live.kind === 'unknown') return [];
  const held = new Set(
    (live.kind === 'up' ? live.attached : [])
      .filter(({ mode }) => mode === 'drive')
      .flatMap(({ alias }) => parseDriveAlias(alias)?.id ?? []),
  );
  return drives
    .filter(({ id, isPolled }) => isPolled === held.has(id))
    .map(({ name, isPolled }) => ({ kind: 'poll', name, on: !isPolled }));
};

const noController = 'The running guest has no controller for drives; from its next start on it has one';
const notFree = 'The guest has not let go yet of what was there before';
const noPlace = 'The guest has no free place for it';
