import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BTN, REL } from '../../../../src/display/input/codes.ts';
import { parseHotKey } from '../../../../src/display/input/hot-key.ts';
import { createHub, createHubDevice } from '../../../../src/display/input/input-hub.ts';
import { createMouse } from '../../../../src/display/input/mouse.ts';
import { dropped, key, rel, report } from '../support/events.ts';

const CTRL = 29;
const RIGHT_CTRL = 97;
const ALT = 56;
const F2 = 60;
const A = 30;

function open() {
  const told: string[] = [];
  const down = new Set<string>();
  let mask = 0;
  const timers: { work: () => void; isOn: boolean }[] = [];
  const hub = createHub(
    {
      key({ code, down: isDown, device }) {
        told.push(`${isDown ? '+' : '-'}${code}`);
        if (isDown) down.add(`${device}:${code}`);
        else if (!down.delete(`${device}:${code}`)) told.push(`${code} was not down`);
      },
      motion: ({ dx, dy }) => told.push(`move ${dx},${dy}`),
      position: ({ x, y }) => told.push(`at ${x},${y}`),
      buttons(next) {
        mask = next;
        told.push(`buttons ${next}`);
      },
      hotKey: () => told.push('hot-key'),
    },
    [parseHotKey('ctrl-alt-f2'), parseHotKey('hold-leftctrl-rightctrl')],
    (_, work) => {
      const timer = { work, isOn: true };
      timers.push(timer);
      return () => {
        timer.isOn = false;
      };
    },
  );
  const devices = ['event0', 'event1'].map((id) => createHubDevice(id, [createMouse()], []));
  const keyboard = devices[0]!;
  const type = (...keys: [code: number, value: number][]) =>
    hub.take(
      keyboard,
      keys.flatMap(([code, value]) => [key(code, value), report()]),
    );
  return {
    hub,
    keyboard,
    devices,
    type,
    told: () => told.splice(0),
    down,
    mask: () => mask,
    /** Lets the time be over that was asked for last. */
    elapse() {
      for (const timer of timers.filter(({ isOn }) => isOn)) {
        timer.isOn = false;
        timer.work();
      }
    },
  };
}

describe('keys', () => {
  test('are told while they are heard, with their repeats', () => {
    const { hub, type, told } = open();
    type([A, 1], [A, 0]);
    expect(told()).toEqual([]);
    hub.hear(true);
    type([A, 1], [A, 2], [A, 0]);
    expect(told()).toEqual(['+30', '+30', '-30']);
  });

  test('modifiers and locks do not repeat', () => {
    const { hub, type, told } = open();
    hub.hear(true);
    type([CTRL, 1], [CTRL, 2], [58, 1], [58, 2], [58, 0], [CTRL, 0]);
    expect(told()).toEqual(['+29', '+58', '-58', '-29']);
  });

  test('one that was down before is told of when it is pressed anew', () => {
    const { hub, type, told } = open();
    type([A, 1]);
    hub.hear(true);
    type([A, 2], [A, 0]);
    expect(told()).toEqual([]);
    type([A, 1], [A, 0]);
    expect(told()).toEqual(['+30', '-30']);
  });

  test('all are released when nobody hears them any more, and when it is asked for', () => {
    const { hub, type, told } = open();
    hub.hear(true);
    type([A, 1], [CTRL, 1]);
    hub.releaseAll();
    expect(told()).toEqual(['+30', '+29', '-30', '-29']);
    type([A, 2], [A, 0], [CTRL, 0]);
    expect(told()).toEqual([]);
    type([A, 1]);
    hub.hear(false);
    expect(told()).toEqual(['+30', '-30']);
  });

  test('of a keyboard that goes are released', () => {
    const { hub, keyboard, type, told } = open();
    hub.hear(true);
    type([A, 1]);
    hub.remove(keyboard);
    expect(told()).toEqual(['+30', '-30']);
  });
});

describe('the hot-key', () => {
  test('never reaches the guest half-way', () => {
    const { hub, type, told } = open();
    hub.hear(true);
    type([CTRL, 1], [ALT, 1], [F2, 1]);
    expect(told()).toEqual(['+29', '+56', '-29', '-56', 'hot-key']);
    type([F2, 2], [F2, 0], [ALT, 0], [CTRL, 0]);
    expect(told()).toEqual([]);
  });

  test('is heard while nothing else is, and the keys that are still down after it are not told of', () => {
    const { hub, type, told } = open();
    type([CTRL, 1], [ALT, 1], [F2, 1]);
    expect(told()).toEqual(['hot-key']);
    hub.hear(true);
    type([F2, 2], [F2, 0], [ALT, 0], [CTRL, 0]);
    expect(told()).toEqual([]);
  });

  test('may be held keys', () => {
    const { hub, type, told, elapse } = open();
    hub.hear(true);
    type([CTRL, 1], [RIGHT_CTRL, 1]);
    elapse();
    expect(told()).toEqual(['+29', '+97', '-29', '-97', 'hot-key']);
    type([RIGHT_CTRL, 2]);
    elapse();
    type([CTRL, 0], [RIGHT_CTRL, 0]);
    elapse();
    expect(told()).toEqual([]);
  });

  test('is off when a held key is released before', () => {
    const { hub, type, told, elapse } = open();
    hub.hear(true);
    type([CTRL, 1], [RIGHT_CTRL, 1], [RIGHT_CTRL, 0]);
    elapse();
    expect(told()).toEqual(['+29', '+97', '-97']);
  });
});

describe('lost events', () => {
  test('what is left of the report is no event, and the state is read anew', () => {
    const { hub, keyboard, told } = open();
    hub.hear(true);
    hub.take(keyboard, [key(A, 1), key(CTRL, 1), report()]);
    const { lost } = hub.take(keyboard, [dropped, key(50, 1), rel(REL.X, 99), report()]);
    expect(lost).toBe(true);
    hub.resync(keyboard, [CTRL, 31, BTN.LEFT]);
    expect(told()).toEqual(['+30', '+29', '-30', 'buttons 1']);
    hub.take(keyboard, [key(31, 0), key(CTRL, 0), report()]);
    expect(told()).toEqual(['-29']);
  });
});

describe('the mouse', () => {
  test('motion is summed up until the report ends, and comes before the buttons', () => {
    const { hub, keyboard, told } = open();
    hub.hear(true);
    hub.take(keyboard, [rel(REL.X, 3), rel(REL.Y, -2), rel(REL.X, 4), key(BTN.LEFT, 1)]);
    expect(told()).toEqual([]);
    hub.take(keyboard, [report(), key(BTN.RIGHT, 1), report(), key(BTN.LEFT, 0), report()]);
    expect(told()).toEqual(['move 7,-2', 'buttons 1', 'buttons 5', 'buttons 4']);
  });

  test('a step of a wheel is a press and a release, with the buttons that are down', () => {
    const { hub, keyboard, told } = open();
    hub.hear(true);
    hub.take(keyboard, [
      key(BTN.LEFT, 1),
      report(),
      rel(REL.WHEEL, -2),
      report(),
      rel(REL.HWHEEL, 1),
      report(),
    ]);
    expect(told()).toEqual([
      'buttons 1',
      'buttons 17',
      'buttons 1',
      'buttons 17',
      'buttons 1',
      'buttons 65',
      'buttons 1',
    ]);
  });

  test('buttons of all mice are one mask, and a button that was down before counts when it is pressed anew', () => {
    const { hub, devices, told } = open();
    const [one, other] = devices as [(typeof devices)[0], (typeof devices)[0]];
    hub.take(one, [key(BTN.LEFT, 1), report()]);
    hub.hear(true);
    hub.take(other, [key(BTN.RIGHT, 1), report()]);
    hub.take(one, [key(BTN.LEFT, 0), report(), key(BTN.LEFT, 1), report()]);
    hub.remove(other);
    expect(told()).toEqual(['buttons 4', 'buttons 5', 'buttons 1']);
  });
});

test('whatever is pressed and switched, nothing stays down and nothing is released twice', () => {
  const codes = [A, CTRL, ALT, F2, RIGHT_CTRL, 58];
  const step = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('key' as const),
        at: fc.nat(1),
        code: fc.constantFrom(...codes),
        value: fc.nat(2),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('button' as const),
        at: fc.nat(1),
        code: fc.constantFrom(BTN.LEFT, BTN.RIGHT),
        value: fc.nat(1),
      }),
    },
    fc.record({ do: fc.constant('hear' as const), on: fc.boolean() }),
    fc.record({ do: fc.constant('lost' as const), at: fc.nat(1), down: fc.subarray([...codes, BTN.LEFT]) }),
    fc.record({ do: fc.constantFrom('release' as const, 'elapse' as const) }),
    fc.record({ do: fc.constant('remove' as const), at: fc.nat(1) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { hub, devices, down, mask, told, elapse } = open();
      for (const each of steps) {
        if (each.do === 'key' || each.do === 'button')
          hub.take(devices[each.at]!, [key(each.code, each.value), report()]);
        else if (each.do === 'hear') hub.hear(each.on);
        else if (each.do === 'lost') {
          hub.take(devices[each.at]!, [dropped, report()]);
          hub.resync(devices[each.at]!, each.down);
        } else if (each.do === 'remove') hub.remove(devices[each.at]!);
        else if (each.do === 'release') hub.releaseAll();
        else elapse();
        if (each.do === 'release' || (each.do === 'hear' && !each.on)) expect([...down, mask()]).toEqual([0]);
      }
      hub.hear(false);
      expect([...down, mask()]).toEqual([0]);
      expect(told().filter((text) => text.endsWith('was not down'))).toEqual([]);
    }),
    { seed: 26, numRuns: 500 },
  );
});
