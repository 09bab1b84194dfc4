import { describe, expect, test } from 'vitest';
import {
  mayAct,
  selectAccept,
  selectAction,
  selectLatest,
  selectRollBack,
  selectRunning,
} from '../../../src/client/selectors.ts';
import type { State } from '../../../src/client/state.ts';
import { sample } from '../../support/samples.ts';

const connected: State = {
  link: { state: 'connected', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
  guest: sample.guest(),
  access: sample.access(),
  operations: sample.operations().operations,
  logRevision: 1,
};
const lost: State = { ...connected, link: { ...connected.link, state: 'lost' } };

describe('selectors', () => {
  test('an action on the guest is possible as the backend says', () => {
    expect(selectAction(connected, 'stop')).toEqual({ allowed: true });
    expect(selectAction(connected, 'start')).toEqual({ allowed: false, reason: 'the guest is running' });
  });

  test('no action on the guest is possible while the backend is lost', () => {
    expect(selectAction(lost, 'stop').allowed).toBe(false);
  });

  test('no action on the guest is possible before anything is known of it', () => {
    const { guest: _, ...state } = connected;
    expect(selectAction(state, 'start').allowed).toBe(false);
  });

  test.each([
    [{}, false, true],
    [{ held: true }, true, true],
    [{ choice: 'last-good' as const }, true, false],
    [{ lastGoodAt: undefined }, false, false],
  ])('with %j, what can be accepted is %s and a way back is %s', (change, accept, rollBack) => {
    const { lastGoodAt, ...changes } = { ...sample.changes(), ...change };
    const status = {
      ...sample.status(),
      changes: { ...changes, ...(lastGoodAt === undefined ? {} : { lastGoodAt }) },
    };
    const decide = (state: State) => [selectAccept(state).allowed, selectRollBack(state).allowed];
    expect(decide({ ...connected, status })).toEqual([accept, rollBack]);
    expect(decide({ ...lost, status })).toEqual([false, false]);
    expect(decide(connected)).toEqual([false, false]);
  });

  test('a technician and the admin may act, a viewer may not', () => {
    const may = (role: 'viewer' | 'technician' | 'admin') =>
      mayAct({ ...connected, access: { ...sample.access(), role } });
    expect([may('viewer'), may('technician'), may('admin')]).toEqual([false, true, true]);
  });

  test('operations that run are told from those that have ended', () => {
    expect(selectRunning(connected).map((o) => o.kind)).toEqual(['guest.stop']);
    expect(selectLatest(connected, 'guest.start')?.state).toBe('failed');
    expect(selectLatest(connected)?.kind).toBe('guest.stop');
  });
});
