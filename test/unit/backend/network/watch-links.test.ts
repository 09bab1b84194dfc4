import { expect, it } from 'vitest';
import type { FollowCommand, Listener } from '../../../../src/backend/host/follow-command.ts';
import { watchLinks } from '../../../../src/backend/network/watch-links.ts';
import { ManualClock } from '../../client/manual-clock.ts';

function start() {
  const clock = new ManualClock();
  const programs: Listener[] = [];
  let looks = 0;
  const pauses: number[] = [];
  let isHeard = false;
  const follow: FollowCommand = (file, args, listener) => {
    expect([file, ...args].join(' ')).toBe('ip -oneline monitor link address netconf');
    programs.push(listener);
    return { stop: async () => void programs.splice(programs.indexOf(listener), 1) };
  };
  const watch = watchLinks({
    clock,
    follow,
    onChange: () => {
      looks += 1;
    },
    onListening: () => {
      isHeard = true;
    },
    onFailure: (_, nextInMs) => void pauses.push(nextInMs),
  });
  return { clock, programs, pauses, watch, looks: () => looks, isHeard: () => isHeard };
}

it('looks when it begins, once more when it surely listens, and at each message', () => {
  const { clock, programs, looks, isHeard } = start();
  expect([looks(), isHeard()]).toEqual([1, false]);
  clock.advance(1000);
  expect([looks(), isHeard()]).toEqual([2, true]);
  programs[0]?.output();
  expect(looks()).toBe(3);
  expect(clock.pending).toEqual([]);
});

it('starts the watcher again, after pauses that grow while it does not last, and looks again', () => {
  const { clock, programs, pauses, looks } = start();
  for (let turn = 0; turn < 6; turn++) {
    programs.at(-1)?.end('killed');
    clock.advance(pauses.at(-1) ?? 0);
  }
  expect(pauses).toEqual([200, 1000, 5000, 30_000, 60_000, 60_000]);
  expect(looks()).toBe(7);
  clock.advance(60_001);
  programs.at(-1)?.end('killed');
  expect(pauses.at(-1)).toBe(200);
});

it('leaves no timer and no program', async () => {
  const { clock, programs, watch } = start();
  await watch.stop();
  expect([clock.pending, programs]).toEqual([[], []]);
});
