import { describe, expect, test } from 'vitest';
import { classify } from '../../../../src/backend/power/signs/classify.ts';
import type { Seen } from '../../../../src/backend/power/signs/model.ts';
import type { Verdict } from '../../../../src/contract/index.ts';
import { asked, hostDown, intends, libvirt, qemu, recorded, technician, toSeen } from './seen.ts';

const table: [what: string, seen: Seen[], verdict: Verdict][] = [
  ['it halts', toSeen(recorded.halt), 'halted'],
  ['it halts, and had said so', [intends('halt'), ...toSeen(recorded.halt)], 'halted'],
  ['it halts, and had said that it reboots', [intends('reboot'), ...toSeen(recorded.halt)], 'rebooted'],
  [
    'it halts long after it had said that it reboots',
    [intends('reboot', -700), ...toSeen(recorded.halt)],
    'halted',
  ],
  ['it reboots', toSeen(recorded.reset), 'rebooted'],
  ['it resets, and had said that it halts', [intends('halt'), ...toSeen(recorded.reset)], 'halted'],
  ['it is asked by a seat and halts', [asked('stop'), ...toSeen(recorded.halt)], 'stopped'],
  ['it is asked by a seat and resets', [asked('stop'), ...toSeen(recorded.reset)], 'stopped'],
  ['its power button is pressed and it halts', toSeen(recorded.button), 'stopped'],
  [
    'its power button was pressed long ago and it halts',
    toSeen([qemu('POWERDOWN', undefined, -700), ...recorded.halt]),
    'halted',
  ],
  [
    'its power button is pressed and it resets',
    toSeen([qemu('POWERDOWN', undefined, 59), ...recorded.reset]),
    'rebooted',
  ],
  ['it panics', toSeen(recorded.panic), 'crashed'],
  [
    'it panics, and its power is cut afterwards',
    [...toSeen([...recorded.panic, ...recorded.destroy]), asked('kill')],
    'crashed',
  ],
  ['it panics while it is being stopped', [asked('stop'), ...toSeen(recorded.panic)], 'crashed'],
  ['its watchdog resets it', toSeen(recorded.watchdogReset), 'watchdog'],
  ['its watchdog ends its QEMU', toSeen(recorded.watchdogPoweroff), 'watchdog'],
  ['its watchdog presses its power button', toSeen(recorded.watchdogShutdown), 'watchdog'],
  ['its watchdog pauses it', toSeen(recorded.watchdogPause), 'watchdog'],
  ['its watchdog does nothing, and it halts', toSeen([...recorded.watchdogNone, ...recorded.halt]), 'halted'],
  [
    'its watchdog interrupts it, and it panics',
    toSeen([...recorded.watchdogNmi, ...recorded.panic]),
    'crashed',
  ],
  ['its power is cut past Bezel', toSeen(recorded.destroy), 'killed'],
  ['its power is cut by a seat', [asked('kill'), ...toSeen(recorded.destroy)], 'killed'],
  [
    'its power is cut after it did not stop',
    [asked('stop'), asked('kill'), ...toSeen(recorded.destroy)],
    'killed',
  ],
  ['it is reset by a seat', [asked('reset'), ...toSeen(recorded.resetButton)], 'killed'],
  ['QEMU is killed', toSeen(recorded.qemuKilled), 'qemu-died'],
  ['QEMU is told to end past Bezel', toSeen(recorded.qemuTerminated), 'killed'],
  ['it is saved', toSeen(recorded.saved), 'saved'],
  ['the host goes down, and it halts', [hostDown, ...toSeen(recorded.halt)], 'host-down'],
  ['the host goes down, and cuts it', [hostDown, asked('kill'), ...toSeen(recorded.destroy)], 'host-down'],
  ['libvirt alone says that it has stopped', toSeen([libvirt('stopped', 'shutdown')]), 'unknown'],
  [
    'libvirt alone says so, and it had said that it halts',
    [intends('halt'), ...toSeen([libvirt('stopped', 'shutdown')])],
    'halted',
  ],
  [
    'libvirt alone says so, and it had said that it reboots',
    [intends('reboot'), ...toSeen([libvirt('stopped', 'shutdown')])],
    'rebooted',
  ],
  [
    'libvirt alone says so, and a seat had asked',
    [asked('stop'), ...toSeen([libvirt('stopped', 'shutdown')])],
    'stopped',
  ],
];

describe('when', () => {
  test.each(table)('%s', (_, seen, verdict) => {
    expect(classify(seen)?.verdict).toBe(verdict);
  });
  test.each(table)('%s, and everything comes twice', (_, seen, verdict) => {
    expect(classify([...seen, ...seen])?.verdict).toBe(verdict);
    expect(classify(seen.flatMap((one) => [one, one]))?.verdict).toBe(verdict);
  });
  test.each(table)('%s, and it comes in whatever order', (_, seen, verdict) => {
    expect(classify([...seen].reverse())?.verdict).toBe(verdict);
    for (let turn = 1; turn < seen.length; turn++)
      expect(classify([...seen.slice(turn), ...seen.slice(0, turn)])?.verdict).toBe(verdict);
  });
});

describe('nothing is decided', () => {
  test.each([
    ['of nothing', []],
    ['of what was asked for', [asked('stop'), intends('halt')]],
    ['of a button', toSeen([qemu('POWERDOWN')])],
    [
      'of a watchdog after which the guest goes on',
      toSeen([...recorded.watchdogNone, ...recorded.watchdogNmi]),
    ],
    ['of a reset in place', toSeen([qemu('RESET', { guest: true, reason: 'guest-reset' })])],
    ['of a migration', toSeen([libvirt('suspended', 'migrated'), libvirt('resumed', 'migrated')])],
  ])('%s', (_, seen) => {
    expect(classify(seen)).toBeUndefined();
  });
});

describe('the evidence is complete', () => {
  test.each([
    ['at once, when the guest halts', recorded.halt, 1],
    ['at once, when the guest resets', recorded.reset, 1],
    ['at once, when the guest panics', recorded.panic, 1],
    ['with the reset, after the word of the watchdog', recorded.watchdogReset, 2],
    ['with the death of QEMU, after the word of the watchdog', recorded.watchdogPoweroff, 2],
    ['at once, when the watchdog pauses the guest', recorded.watchdogPause, 1],
    ["with libvirt's word, when its power is cut: it may have been saved", recorded.destroy, 3],
    ["with libvirt's word, when QEMU has died", recorded.qemuKilled, 1],
    ["with libvirt's word, when QEMU was told to end", recorded.qemuTerminated, 3],
  ])('%s', (_, events, after) => {
    const complete = events.findIndex(
      (__, index) => classify(toSeen(events.slice(0, index + 1)))?.isComplete,
    );
    expect(complete + 1).toBe(after);
  });

  test("not with libvirt's word alone: QEMU's comes before or after it", () => {
    expect(classify(toSeen([libvirt('stopped', 'shutdown')]))?.isComplete).toBe(false);
  });
});

test('a stop is named by the time at which QEMU told of it, however it is seen', () => {
  const stamp = '1772352060.000000';
  expect(classify(toSeen(recorded.halt))?.stop).toBe(stamp);
  expect(classify(toSeen([...recorded.halt].reverse()))?.stop).not.toBe('');
  expect(classify(toSeen(recorded.qemuKilled))?.stop).toBe('stopped (failed)');
});

test('who asked is told, and a pressed reset button', () => {
  expect(classify([asked('stop'), ...toSeen(recorded.halt)])).toMatchObject({
    by: technician,
    isReset: false,
  });
  expect(classify([asked('reset'), ...toSeen(recorded.resetButton)])).toMatchObject({
    by: technician,
    isReset: true,
  });
  expect(classify(toSeen(recorded.resetButton))).toMatchObject({ verdict: 'killed', isReset: true });
});
