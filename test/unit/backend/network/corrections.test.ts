import { expect, it } from 'vitest';
import { Corrections } from '../../../../src/backend/network/corrections.ts';
import type { NicPlan, WantedNic } from '../../../../src/backend/network/model.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';

const plan = (index = 2): NicPlan => ({
  nic: 'eth0',
  index,
  steps: [{ kind: 'join', nic: 'eth0', bridge: 'br-eth0' }],
  tapSteps: [],
  problems: [],
});
const toLooked = (mtu?: number): WantedNic[] => [
  {
    ...{ nic: 'eth0', role: 'guest', bridge: 'br-eth0', mtu },
    ...{ multicastSnooping: false, forwardMask: 0, portMask: 0 },
  },
];
const looked = toLooked();
const asWanted = (index = 2): Map<string, number> => new Map([['eth0', index]]);

function make() {
  const clock = new ManualClock();
  let isOver = 0;
  const corrections = new Corrections({
    clock,
    log: silentLog,
    onChange: () => {},
    onPauseOver: () => {
      isOver += 1;
    },
  });
  return { clock, corrections, pausesOver: () => isOver };
}
const codes = ({ problems }: Corrections): string[] => problems.map(({ code }) => code);

it('calls no correction what is the first set-up, or of another NIC under the same name, or another wish', () => {
  const { corrections } = make();
  corrections.note(looked, [plan()], asWanted());
  corrections.note(looked, [plan(7)], asWanted(7));
  corrections.note(toLooked(9000), [plan(7)], asWanted(7));
  expect(codes(corrections)).toEqual([]);
});

it('tells what was put right and when, and not for ever', () => {
  const { clock, corrections } = make();
  corrections.note(looked, [plan()], asWanted());
  corrections.note(looked, [plan()], asWanted());
  expect(corrections.problems[0]?.message).toBe(
    'Another program has changed NIC eth0: eth0 was no port of br-eth0. It was put right at 2026-03-01T08:00:00.000Z',
  );
  clock.advance(15 * 60_000);
  expect([corrections.problems, clock.pending]).toEqual([[], []]);
});

it('leaves a NIC alone that another program keeps changing, for pauses that double up to a minute', () => {
  const { clock, corrections, pausesOver } = make();
  const pauses: number[] = [];
  for (let round = 0; round < 14; round++) {
    expect(corrections.isPaused(plan())).toBe(false);
    corrections.note(looked, [plan()], asWanted());
    if (!corrections.isPaused(plan())) continue;
    const pause = clock.pending[0] ?? 0;
    pauses.push(pause);
    clock.advance(pause);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
  expect(pausesOver()).toBe(pauses.length);
  expect(codes(corrections)).toEqual(['network.contested']);
});

it('has nothing to wait for after the end', () => {
  const { clock, corrections } = make();
  for (let round = 0; round < 6; round++) corrections.note(looked, [plan()], asWanted());
  corrections.isPaused(plan());
  corrections.stop();
  expect(clock.pending).toEqual([]);
});
