import { beforeEach, describe, expect, test } from 'vitest';
import { noPolicy } from '../../../../../src/backend/config/policy/policy.ts';
import type { Clock } from '../../../../../src/backend/engine/clock.ts';
import { OperatorError } from '../../../../../src/backend/engine/operator-error.ts';
import { notRead, read } from '../../../../../src/backend/host/reading.ts';
import type { UpsPolicy } from '../../../../../src/backend/power/ups/render-nut-files.ts';
import { Ups } from '../../../../../src/backend/power/ups/ups.ts';
import type { GuestEvent } from '../../../../../src/contract/index.ts';
import { eventually } from '../../../../support/eventually.ts';
import { sample } from '../../../../support/samples.ts';
import { silentLog } from '../../silent-log.ts';

const local: UpsPolicy = { driver: 'usbhid-ups', port: 'auto' };

let files: Map<string, string>;
let commands: string[];
let stops: unknown[];
let told: GuestEvent[];
let refuse: boolean;
let policy: UpsPolicy | undefined;
let changed: () => void;
/** What waits for its time, by milliseconds. */
let timers: { ms: number; fn: () => void }[];
const clock: Clock = {
  now: () => new Date(0),
  after: (ms, fn) => {
    const timer = { ms, fn };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  },
};
const passes = (ms: number): void => {
  const due = timers.filter((timer) => timer.ms === ms);
  timers = timers.filter((timer) => timer.ms !== ms);
  for (const { fn } of due) fn();
};
const waiting = (): number[] => timers.map(({ ms }) => ms);

beforeEach(() => {
  files = new Map();
  [commands, stops, told, timers] = [[], [], [], []];
  refuse = false;
  policy = local;
});

const begin = async (): Promise<Ups> => {
  const ups = new Ups({
    clock,
    log: silentLog,
    folder: '/ups',
    files: {
      readText: async (path) => {
        const text = files.get(path);
        return text === undefined ? notRead('missing', path) : read(text);
      },
      listNames: async (path) =>
        read(
          [...files.keys()]
            .filter((name) => name.startsWith(`${path}/`))
            .map((name) => name.slice(path.length + 1)),
        ),
    },
    writeFile: async (path, text) => void files.set(path, text),
    removeFile: async (path) => void files.delete(path),
    run: async (file, args) => {
      commands.push([file, ...args].join(' '));
      return { ok: true, stdout: '' };
    },
    watchEntries: (_, onChange) => {
      changed = onChange;
      return { close: () => {} };
    },
    readPolicy: () => ({ ...noPolicy().power, ups: policy }),
    power: {
      'power.off': ({ body }) => {
        if (refuse) throw new OperatorError('power.busy', 'Something else is under way');
        stops.push(body);
        return sample.operation();
      },
    },
    tellGuest: (event) => told.push(event),
    onChange: () => {},
  });
  await ups.start();
  // What the start began has ended.
  await ups.policyChanged();
  return ups;
};
/** The UPS says something, and it is read. */
const says = async (status: string): Promise<void> => {
  const before = told.length;
  files.set('/ups/state/now', `event=X\nups.status=${status}\n`);
  changed();
  passes(50);
  await eventually(() => expect(told.length).toBeGreaterThan(before));
};

describe("NUT's processes", () => {
  test('are started with what the policy says, and left alone by the next bezeld', async () => {
    await begin();
    expect([...files.keys()].sort()).toEqual(
      ['nut.conf', 'ups.conf', 'upsd.conf', 'upsd.users', 'upsmon.conf'].map((name) => `/ups/conf/${name}`),
    );
    expect(commands.at(-1)).toBe(
      'systemctl start --no-block bezel-ups-driver@usbhid-ups.service bezel-upsd.service bezel-upsmon.service',
    );
    commands = [];
    await begin();
    expect(commands.filter((command) => command.includes(' stop '))).toEqual([]);
  });

  test('are stopped when the policy names no UPS any more, and what the UPS said counts no longer', async () => {
    const ups = await begin();
    await says('OB');
    policy = undefined;
    commands = [];
    await ups.policyChanged();
    expect(commands).toEqual([
      'systemctl stop bezel-upsmon.service bezel-upsd.service bezel-ups-driver@*.service',
    ]);
    expect([...files.keys()]).toEqual([]);
    expect(ups.problems).toEqual([]);
  });

  test('are none of ours without a UPS', async () => {
    policy = undefined;
    await begin();
    expect(commands).toEqual([]);
  });
});

describe('a battery that is low', () => {
  test('stops the guest once, with its power cut at the limit, and the guest hears why', async () => {
    await begin();
    await says('OB LB');
    expect(stops).toEqual([
      { because: 'ups', atLimit: 'force-off', reason: 'The battery of the UPS is nearly empty' },
    ]);
    expect(told).toEqual([{ kind: 'ups', power: 'low' }]);
    await says('OB LB RB');
    expect(stops).toHaveLength(1);
  });

  test('was low already when bezeld began', async () => {
    await begin();
    files.set('/ups/state/now', 'event=LOWBATT\nups.status=OB LB\n');
    await begin();
    expect(stops).toHaveLength(1);
  });

  test('does not give in when something else is under way', async () => {
    await begin();
    refuse = true;
    await says('OB LB');
    refuse = false;
    await eventually(() => expect(waiting()).toEqual([5000]));
    passes(5000);
    await eventually(() => expect(stops).toHaveLength(1));
    expect(waiting()).toEqual([]);
  });
});

describe('the battery for as long as the policy says', () => {
  test('stops the guest', async () => {
    policy = { ...local, onBatteryS: 300 };
    await begin();
    await says('OB');
    expect(waiting()).toEqual([300_000]);
    passes(300_000);
    await eventually(() => expect(stops).toMatchObject([{ reason: expect.stringMatching(/for 300 s/) }]));
  });

  test('stops nobody when the mains come back before', async () => {
    policy = { ...local, onBatteryS: 300 };
    await begin();
    await says('OB');
    await says('OL');
    expect(waiting()).toEqual([]);
    expect(stops).toEqual([]);
  });

  test('without such a word nothing happens until it is low', async () => {
    await begin();
    await says('OB');
    expect(waiting()).toEqual([]);
    await says('OB LB');
    expect(stops).toHaveLength(1);
  });
});
