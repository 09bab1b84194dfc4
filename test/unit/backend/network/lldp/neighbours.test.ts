import { expect, it } from 'vitest';
import type { CommandResult } from '../../../../../src/backend/host/commands.ts';
import type { Listener } from '../../../../../src/backend/host/follow-command.ts';
import { Neighbours } from '../../../../../src/backend/network/lldp/neighbours.ts';
import { ManualClock } from '../../../client/manual-clock.ts';
import { silentLog } from '../../silent-log.ts';

const said = (chassisId: string): CommandResult => ({
  ok: true,
  stdout: JSON.stringify({
    lldp: [
      {
        interface: [
          {
            ...{ name: 'eno1', via: 'LLDP' },
            ...{ chassis: [{ id: [{ value: chassisId }] }], port: [{ id: [{ value: '7' }] }] },
          },
        ],
      },
    ],
  }),
});

function start() {
  const clock = new ManualClock();
  const programs: Listener[] = [];
  const asked: string[] = [];
  let answer = said('switch');
  let changes = 0;
  const neighbours = new Neighbours({
    clock,
    log: silentLog,
    run: async (file, args) => {
      asked.push([file, ...args].join(' '));
      return answer;
    },
    follow: (file, args, listener) => {
      expect([file, ...args].join(' ')).toBe('lldpcli -f json0 watch');
      programs.push(listener);
      return { stop: async () => {} };
    },
    onChange: () => {
      changes += 1;
    },
  });
  neighbours.start();
  return {
    ...{ clock, programs, asked, neighbours },
    changes: () => changes,
    answer: (next: CommandResult) => {
      answer = next;
    },
  };
}

it('asks when lldpd has something new, at most once a second, and tells only of changes', async () => {
  const { clock, programs, asked, neighbours, changes, answer } = start();
  await expect.poll(() => neighbours.heard.get('eno1')?.chassisId).toBe('switch');
  clock.advance(1000);
  await expect.poll(() => asked.length).toBe(2);
  clock.advance(1000);
  expect([clock.pending, changes()]).toEqual([[], 1]);
  for (let n = 0; n < 100; n++) programs[0]?.output();
  await expect.poll(() => asked.length).toBe(3);
  answer(said('another'));
  clock.advance(1000);
  await expect.poll(() => neighbours.heard.get('eno1')?.chassisId).toBe('another');
  expect([asked.length, changes()]).toEqual([4, 2]);
  expect(new Set(asked)).toEqual(new Set(['lldpcli -f json0 show neighbors']));
});

it('knows nobody any more when lldpd has gone, and says so when it does not come back', async () => {
  const { clock, programs, neighbours } = start();
  await expect.poll(() => neighbours.heard.size).toBe(1);
  programs.at(-1)?.end('no socket');
  expect([neighbours.heard.size, neighbours.problems]).toEqual([0, []]);
  for (const pause of [200, 1000, 5000]) {
    clock.advance(pause);
    programs.at(-1)?.end('no socket');
  }
  expect(neighbours.problems.map(({ code }) => code)).toEqual(['network.neighbours-not-heard']);
  clock.advance(30_000);
  clock.advance(1000);
  expect(neighbours.problems).toEqual([]);
  await expect.poll(() => neighbours.heard.size).toBe(1);
});

it('leaves no timer', async () => {
  const { clock, neighbours } = start();
  await neighbours.stop();
  clock.advance(5000);
  expect(clock.pending).toEqual([]);
});
