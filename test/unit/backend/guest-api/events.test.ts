import { expect, it } from 'vitest';
import { planNicEvents, planPowerEvents } from '../../../../src/backend/guest-api/plan-events.ts';
import type { GuestEvents, Power } from '../../../../src/contract/index.ts';
import { guestEvents } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';
import { startSide, type TestSide } from './guest-side.ts';

const read = async (side: TestSide, query: { after?: string; waitS?: number } = {}): Promise<GuestEvents> =>
  guestEvents.parse(await side.call('guest-side.events', { query }));
const numbers = ({ events }: GuestEvents): number[] => events.map(({ number }) => number);
const press = (side: TestSide): void =>
  side.bus.publish('guest-event', { kind: 'power-button', consequence: 'none' });

it('gives what has happened since, in order', async () => {
  const side = await startSide();
  const none = await read(side);
  expect(none).toEqual({ cursor: 'aaaa.0', missed: false, events: [] });
  press(side);
  press(side);
  const both = await read(side, { after: none.cursor });
  expect(numbers(both)).toEqual([1, 2]);
  press(side);
  expect(numbers(await read(side, { after: both.cursor }))).toEqual([3]);
});

it('waits for the next one, and no longer than it was asked to', async () => {
  const side = await startSide();
  const next = read(side, { after: 'aaaa.0', waitS: 10 });
  press(side);
  expect(numbers(await next)).toEqual([1]);
  const nothing = read(side, { after: 'aaaa.1', waitS: 10 });
  side.clock.advance(10_000);
  expect(await nothing).toEqual({ cursor: 'aaaa.1', missed: false, events: [] });
  expect(side.clock.pending).toEqual([]);
});

it('keeps the newest 64, and says that others were missed', async () => {
  const side = await startSide();
  for (let n = 0; n < 1000; n++) press(side);
  const seen = await read(side, { after: 'aaaa.900' });
  expect([seen.missed, seen.events.length, seen.events[0]?.number]).toEqual([true, 64, 937]);
  expect((await read(side, { after: 'aaaa.936' })).missed).toBe(false);
});

it('says that events were missed when the backend is another', async () => {
  const side = await startSide();
  press(side);
  await side.restart();
  expect(await read(side, { after: 'aaaa.1', waitS: 10 })).toEqual({
    cursor: 'bbbb.0',
    missed: true,
    events: [],
  });
});

it('lets four wait at a time, and the one that waits longest go for a fifth', async () => {
  const side = await startSide();
  const waiting = Array.from({ length: 1000 }, () => read(side, { after: 'aaaa.0', waitS: 15 }));
  expect(side.clock.pending).toHaveLength(4);
  side.slice.release();
  expect(await Promise.all(waiting)).toHaveLength(1000);
});

it('tells a new run of the guest nothing of the one before', async () => {
  const side = await startSide();
  side.guestIs('running');
  press(side);
  side.guestIs('off');
  side.guestIs('running');
  expect(await read(side)).toMatchObject({ missed: false, events: [] });
});

it('tells the guest that it is asked to stop, once, and that it is not any more', () => {
  const power: Power = { ...sample.power() };
  delete power.stopping;
  delete power.countdown;
  const stopping: Power['stopping'] = {
    because: 'power-button',
    by: { seat: 'bezel', role: 'admin' },
    since: '2026-03-01T08:00:00.000Z',
    phase: 'asked',
    limitAt: '2026-03-01T08:02:00.000Z',
    atLimit: 'ask',
    afterwards: 'power-off',
  };
  expect(planPowerEvents(undefined, power)).toEqual([]);
  expect(planPowerEvents(power, { ...power, stopping })).toEqual([
    {
      kind: 'stopping',
      because: 'power-button',
      limitAt: '2026-03-01T08:02:00.000Z',
      atLimit: 'ask',
      afterwards: 'power-off',
    },
  ]);
  const late = { ...stopping, phase: 'late' as const };
  expect(planPowerEvents({ ...power, stopping }, { ...power, stopping: late })).toEqual([]);
  expect(planPowerEvents({ ...power, stopping: late }, power)).toEqual([{ kind: 'stopping-called-off' }]);
});

it('tells the guest of a countdown, and that it was called off', () => {
  const power: Power = { ...sample.power() };
  delete power.stopping;
  delete power.countdown;
  const countdown = {
    ...({ entry: 3, verdict: 'halted', action: 'power-off' } as const),
    endsAt: '2026-03-01T08:00:10.000Z',
    totalS: 10,
  };
  expect(planPowerEvents(power, { ...power, countdown })).toEqual([
    { kind: 'countdown', verdict: 'halted', action: 'power-off', endsAt: '2026-03-01T08:00:10.000Z' },
  ]);
  expect(planPowerEvents({ ...power, countdown }, power)).toEqual([{ kind: 'countdown-called-off' }]);
});

it('tells the running guest which NICs it has got and lost', () => {
  const guest = sample.guest();
  const [first, second] = guest.nics;
  const more = { ...guest, nics: guest.nics.map((nic) => ({ ...nic, attached: true })) };
  expect(planNicEvents(undefined, more)).toEqual([]);
  expect(planNicEvents(guest, more)).toEqual([{ kind: 'nic-came', mac: second?.mac, nic: second?.nic }]);
  expect(planNicEvents(more, { ...guest, nics: guest.nics.slice(1) })).toMatchObject([
    { kind: 'nic-went', mac: first?.mac },
    { kind: 'nic-went', mac: second?.mac },
  ]);
  expect(planNicEvents({ ...guest, state: 'off', nics: [] }, more)).toEqual([]);
});
