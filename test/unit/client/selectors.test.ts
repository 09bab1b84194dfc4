import { describe, expect, test } from 'vitest';
import { mayAct, selectAction, selectLatest, selectRunning } from '../../../src/client/selectors.ts';
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
