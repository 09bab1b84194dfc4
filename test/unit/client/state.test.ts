import { describe, expect, test } from 'vitest';
import { applyEvent, MAX_OPERATIONS, mergeOperations, type State } from '../../../src/client/state.ts';
import type { Operation } from '../../../src/contract/index.ts';
import { sample } from '../../support/samples.ts';

const empty: State = {
  link: { state: 'connected', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
  operations: [],
  logRevision: 0,
};
const operation = (change: Partial<Operation>): Operation => ({ ...sample.operation(), ...change });

describe('the state after an event', () => {
  test('of the status holds its guest too', () => {
    const state = applyEvent(empty, { type: 'status', data: sample.status() });
    expect(state.guest).toEqual(sample.guest());
  });

  test('of the guest agrees with the guest in the status', () => {
    const before = applyEvent(empty, { type: 'status', data: sample.status() });
    const guest = { ...sample.guest(), state: 'off' as const };
    const after = applyEvent(before, { type: 'guest', data: guest });
    expect(after.guest?.state).toBe('off');
    expect(after.status?.guest.state).toBe('off');
    expect(before.guest?.state).toBe('running');
  });

  test('of the network has the network', () => {
    const network = sample.network();
    expect(applyEvent(empty, { type: 'network', data: network }).network).toEqual(network);
  });

  test('of the journal has a higher revision', () => {
    expect(applyEvent(empty, { type: 'log', data: {} }).logRevision).toBe(1);
  });

  test('of a kind that this version does not know is the state before', () => {
    expect(applyEvent(empty, { type: 'weather', data: {} } as never)).toBe(empty);
  });
});

describe('operations', () => {
  test('are kept newest first', () => {
    const older = operation({ id: 'a', createdAt: '2026-03-01T08:00:00.000Z' });
    const newer = operation({ id: 'b', createdAt: '2026-03-01T09:00:00.000Z' });
    expect(mergeOperations([older], [newer]).map((o) => o.id)).toEqual(['b', 'a']);
    expect(mergeOperations([newer], [older]).map((o) => o.id)).toEqual(['b', 'a']);
  });

  test('never go back from their end', () => {
    const ended = operation({ state: 'done' });
    expect(mergeOperations([ended], [operation({ state: 'running' })])).toEqual([ended]);
  });

  test('go on while they run', () => {
    const later = operation({ progress: { message: 'later' } });
    expect(mergeOperations([operation({})], [later])).toEqual([later]);
  });

  test('are forgotten beyond the newest hundred', () => {
    const many = Array.from({ length: MAX_OPERATIONS + 20 }, (_, i) =>
      operation({ id: String(i), createdAt: new Date(i * 1000).toISOString() }),
    );
    const kept = mergeOperations([], many);
    expect(kept).toHaveLength(MAX_OPERATIONS);
    expect(kept[0]?.id).toBe(String(MAX_OPERATIONS + 19));
  });
});
