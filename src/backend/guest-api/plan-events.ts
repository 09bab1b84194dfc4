import type { Guest, GuestEvent, Power } from '../../contract/index.ts';

/** What the guest is told when the power is as it is now. */
export function planPowerEvents(before: Power | undefined, now: Power): GuestEvent[] {
  return [
    ...planStopping(before?.stopping, now.stopping),
    ...planCountdown(before?.countdown, now.countdown),
  ];
}

function planStopping(before: Power['stopping'], now: Power['stopping']): GuestEvent[] {
  if (now === undefined) return before === undefined ? [] : [{ kind: 'stopping-called-off' }];
  const { because, reason, limitAt, atLimit, afterwards } = now;
  const isTold =
    before !== undefined &&
    before.since === now.since &&
    before.limitAt === limitAt &&
    before.atLimit === atLimit &&
    before.afterwards === afterwards;
  if (isTold) return [];
  const words = reason === undefined ? {} : { reason };
  return [{ kind: 'stopping', because, ...words, limitAt, atLimit, afterwards }];
}

function planCountdown(before: Power['countdown'], now: Power['countdown']): GuestEvent[] {
  if (now === undefined) return before === undefined ? [] : [{ kind: 'countdown-called-off' }];
  if (before?.entry === now.entry && before.endsAt === now.endsAt) return [];
  const { verdict, action, endsAt } = now;
  return [{ kind: 'countdown', verdict, action, endsAt }];
}

/** What the running guest is told when its NICs are as they are now; before its first look at them it finds them by itself. */
export function planNicEvents(before: Guest | undefined, now: Guest): GuestEvent[] {
  if (before === undefined || !isUp(before) || !isUp(now)) return [];
  const had = toNics(before);
  const has = toNics(now);
  const came = [...has].filter(([mac]) => !had.has(mac));
  const went = [...had].filter(([mac]) => !has.has(mac));
  return [
    ...came.map(([mac, nic]): GuestEvent => ({ kind: 'nic-came', mac, nic })),
    ...went.map(([mac, nic]): GuestEvent => ({ kind: 'nic-went', mac, nic })),
  ];
}

/** Its QEMU is there, as far as is known. */
export const isUp = ({ state }: Guest): boolean =>
  state === 'running' || state === 'paused' || state === 'stopping';

const toNics = ({ nics }: Guest): Map<string, string> =>
  new Map(nics.filter(({ attached }) => attached === true).map(({ mac, nic }) => [mac, nic]));
