import {
  type Availability,
  type Media,
  type Medium,
  type MediumState,
  type Problem,
  toClassName,
} from '../../contract/index.ts';
import { defined } from '../engine/defined.ts';
import type { UsbDevice } from './devices/model.ts';
import { type Attached, type Live, nameOf, type Plugged, type UsbDisk } from './model.ts';
import { parseAlias, toAlias } from './parse-alias.ts';
import type { Wish } from './plan-wish.ts';
import { toGivingProblem } from './to-giving-problem.ts';
import { type HotPlugView, toState } from './to-state.ts';

export interface MediaParts extends HotPlugView {
  own: boolean;
  /** `undefined` before they were read. */
  plugged: readonly Plugged[] | undefined;
  live: Live;
  wish(plugged: Plugged): Wish;
}

/** The truth table: a row for each USB disk and device of the box, and for each that has been pulled and the guest still has. */
export function toMedia(parts: MediaParts): Omit<Media, 'news'> {
  const { own, plugged = [], live } = parts;
  const attached = live.kind === 'up' ? live.attached : [];
  const rows = plugged.map((each) => {
    const alias = toAlias(each);
    return toRow(
      each,
      alias,
      attached.find((it) => it.alias === alias),
      parts,
    );
  });
  const aliases = new Set(plugged.map(toAlias));
  const ids = new Set(rows.map(({ id }) => id));
  const pulled = attached
    .filter(({ alias }) => !aliases.has(alias))
    .flatMap((each) => toPulled(each, parts))
    // What is plugged in there now is the row; the other one is gone soon.
    .filter(({ id }) => !ids.has(id));
  const media = [...rows, ...pulled];
  return { own, media, problems: media.flatMap((row) => toProblem(row, parts)) };
}

function toRow(
  plugged: Plugged,
  alias: string | undefined,
  attached: Attached | undefined,
  parts: MediaParts,
): Medium {
  const { kind, id, port, vendorId, productId, vendor, model, serial } = plugged;
  const wish = parts.wish(plugged);
  const state = toState(alias, attached !== undefined, parts);
  const isHeld = attached !== undefined;
  return {
    ...{ kind, id, port, present: true },
    ...defined({ vendorId, productId, vendor, model, serial }),
    ...(plugged.kind === 'disk' ? describeDisk(plugged) : describeDevice(plugged)),
    ...(isHeld ? { target: attached.target } : {}),
    state,
    holder: isHeld ? 'guest' : holders[wish.kind],
    why: toWhy(wish, alias, state, parts),
    actions: { ...toActions(wish, state, isHeld), ...toLending(plugged, wish, state) },
  };
}

const holders = {
  never: 'forbidden',
  host: 'host',
  give: 'nobody',
  may: 'nobody',
  nothing: 'nobody',
} as const;

function describeDisk({ name, removable, sizeBytes, sectorBytes, readOnly, lent }: UsbDisk) {
  const hasMedium = sizeBytes > 0;
  return {
    ...{ node: `/dev/${name}`, removable, hasMedium },
    ...(hasMedium ? defined({ sizeBytes, sectorBytes, readOnly }) : {}),
    ...defined({ lent }),
  };
}

const describeDevice = ({ bus, device, classes }: UsbDevice) => ({
  node: `/dev/bus/usb/${String(bus).padStart(3, '0')}/${String(device).padStart(3, '0')}`,
  ...{ removable: false, hasMedium: true, classes: classes.map(toClassName) },
});

function toWhy(wish: Wish, alias: string | undefined, state: MediumState, parts: MediaParts): string {
  const busy = alias === undefined ? undefined : parts.whyBusy(alias);
  if (state === 'busy' && busy !== undefined) return `${wish.why}; the guest has not let go: ${busy}`;
  if (wish.unplug && state === 'none' && parts.live.kind !== 'unknown')
    return `${wish.why}: you may unplug it now`;
  if (wish.kind !== 'give' || state !== 'none') return wish.why;
  const { kind } = parts.live;
  if (kind === 'unknown') return `${wish.why}, but libvirt does not answer`;
  if (kind === 'off') return `${wish.why} when it runs`;
  const whyNot = alias === undefined ? undefined : parts.whyNot(alias);
  return whyNot === undefined ? wish.why : `${wish.why}, but it does not get it: ${whyNot}`;
}

function toActions(
  wish: Wish,
  state: MediumState,
  isHeld: boolean,
): Record<'attach' | 'detach' | 'remove', Availability> {
  const settled = !isHeld || state === 'busy';
  const attach: Availability =
    wish.kind === 'never' || wish.kind === 'nothing' || wish.kind === 'host'
      ? { allowed: false, reason: wish.why }
      : isHeld && wish.kind === 'give'
        ? { allowed: false, reason: 'The guest has it' }
        : state === 'leaving'
          ? { allowed: false, reason: 'The guest is asked to let go of it' }
          : { allowed: true };
  const detach: Availability =
    state === 'leaving'
      ? { allowed: false, reason: 'The guest is asked to let go of it already' }
      : settled && state !== 'busy' && wish.kind !== 'give'
        ? { allowed: false, reason: 'The guest does not have it' }
        : { allowed: true };
  const remove: Availability =
    isHeld || !detach.allowed ? detach : { allowed: false, reason: 'The guest does not have it' };
  return { attach, detach, remove };
}

function toLending(
  plugged: Plugged,
  wish: Wish,
  state: MediumState,
): Record<'lend' | 'return', Availability> {
  const why =
    plugged.kind !== 'disk'
      ? 'Only a disk can be lent'
      : wish.kind === 'host' || wish.kind === 'never' || wish.kind === 'nothing'
        ? wish.why
        : state === 'attached' || state === 'none'
          ? undefined
          : 'The guest has not let go of it yet, or has it in a moment';
  const lent = plugged.kind === 'disk' ? plugged.lent : undefined;
  return {
    lend: why === undefined ? { allowed: true } : { allowed: false, reason: why },
    return:
      lent === undefined
        ? { allowed: false, reason: 'The host has not borrowed it' }
        : lent.image === undefined
          ? { allowed: true }
          : { allowed: false, reason: `The guest has ${lent.image} in a drive: eject that first` },
  };
}

/** What the guest still has, and is not in the box any more. */
function toPulled({ alias, target, source }: Attached, parts: MediaParts): Medium[] {
  const place = parseAlias(alias);
  if (place === undefined) return [];
  const busy = parts.whyBusy(alias);
  const { kind, id, port } = place;
  return [
    {
      ...{ kind, id, port, node: source, present: false, removable: false, hasMedium: false, target },
      state: parts.isLeaving(alias) ? 'leaving' : busy === undefined ? 'attached' : 'busy',
      holder: 'guest',
      why:
        busy === undefined
          ? 'It was pulled out, and the guest is to let go of it'
          : `It was pulled out, and the guest has not let go: ${busy}`,
      actions: {
        attach: { allowed: false, reason: 'It is not plugged in' },
        detach:
          busy === undefined
            ? { allowed: false, reason: 'The guest is asked to let go of it' }
            : { allowed: true },
        remove: { allowed: false, reason: 'It is not plugged in' },
        lend: { allowed: false, reason: 'It is not plugged in' },
        return: { allowed: false, reason: 'It is not plugged in' },
      },
    },
  ];
}

function toProblem(row: Medium, { whyNot, plugged = [] }: MediaParts): Problem[] {
  const found = plugged.find(({ id }) => id === row.id);
  const alias = found && toAlias(found);
  return toGivingProblem({
    kind: 'media',
    what: nameOf({ kind: row.kind, id: row.id, vendor: row.vendor, model: row.model }),
    isBusy: row.state === 'busy',
    why: alias === undefined || row.holder === 'guest' ? undefined : whyNot(alias),
    again: 'Pull it out and plug it in again, or give it once more',
  });
}
