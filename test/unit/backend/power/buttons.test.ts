import { beforeEach, expect, test, vi } from 'vitest';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import { Buttons } from '../../../../src/backend/power/buttons.ts';
import type { Actor, GuestEvent } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';
import { silentLog } from '../silent-log.ts';

const unit: Actor = { seat: 'admin', role: 'admin' };
let done: unknown[];
let told: GuestEvent[];
beforeEach(() => {
  done = [];
  told = [];
});

const buttons = (policy: { button?: 'ignore'; ctrlAltDel?: 'guest' | 'reboot' | 'stop' } = {}): Buttons =>
  new Buttons({
    log: silentLog,
    readPolicy: () => ({ ...noPolicy().power, ...policy }),
    power: {
      'power.off': (input, by) => {
        done.push(['off', input, by.seat]);
        return sample.operation();
      },
      'power.reboot': (input, by) => {
        done.push(['reboot', input, by.seat]);
        return sample.operation();
      },
    },
    readPower: () => sample.power(),
    tellGuest: (event) => told.push(event),
    sendCtrlAltDel: async () => void done.push('keys'),
  });
const ctrlAltDel = (of: Buttons) => of.handlers['power.ctrl-alt-del']({}, unit);

test('the power button asks the guest to stop, then the box powers off', async () => {
  await buttons().press();
  expect(done).toEqual([['off', { body: { because: 'power-button' } }, 'bezel']]);
  expect(told).toEqual([{ kind: 'power-button', consequence: 'stop' }]);
});

test('a power button that the policy ignores is told to the guest all the same', async () => {
  await buttons({ button: 'ignore' }).press();
  expect(done).toEqual([]);
  expect(told).toEqual([{ kind: 'power-button', consequence: 'none' }]);
});

test('Ctrl-Alt-Del does nothing unless the policy says so', async () => {
  await ctrlAltDel(buttons());
  expect(done).toEqual([]);
});

test.each([
  ['guest', 'keys'],
  ['reboot', ['reboot', { body: { because: 'ctrl-alt-del' } }, 'admin']],
  ['stop', ['off', { body: { because: 'ctrl-alt-del' } }, 'admin']],
] as const)('Ctrl-Alt-Del does what the policy says: %s', async (word, what) => {
  await ctrlAltDel(buttons({ ctrlAltDel: word }));
  expect(done).toEqual([what]);
});

test.each([new OperatorError('power.stopping', 'The guest is stopping already'), new TypeError('a bug')])(
  'what comes to nothing hurts nobody, and is said: %s',
  async (error) => {
    const log = { ...silentLog, warn: vi.fn(), error: vi.fn() };
    const failing = new Buttons({
      log,
      readPolicy: () => noPolicy().power,
      power: {
        'power.off': () => Promise.reject(error),
        'power.reboot': () => Promise.reject(error),
      },
      readPower: () => sample.power(),
      tellGuest: () => {},
      sendCtrlAltDel: async () => {},
    });
    await failing.press();
    expect([...log.warn.mock.calls, ...log.error.mock.calls]).toHaveLength(1);
  },
);
