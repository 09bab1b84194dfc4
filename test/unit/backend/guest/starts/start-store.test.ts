import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openStore } from '../../../../../src/backend/engine/store.ts';
import { StartStore } from '../../../../../src/backend/guest/starts/start-store.ts';
import { startRecord } from './starts-of.ts';

let db: Database;
let store: StartStore;
beforeEach(() => {
  db = openStore({ file: ':memory:', setAside: (file) => file }).db;
  store = new StartStore(db);
});

const ids = (): number[] => store.list(1000).map(({ id }) => id);
const problem = { code: 'libvirt.refused', severity: 'error', message: 'No.' } as const;

describe('a start', () => {
  it('is read as it was written, with all that belongs to it', () => {
    const start = startRecord(1, {
      changes: [{ subject: 'memory', kind: 'changed', message: 'memory 64 GiB → 48 GiB' }],
      problem,
      spec: '{"name":"guest"}',
      identity: '{}',
    });
    store.put(start);
    expect(store.get(1)).toEqual(start);
    expect(store.lastStarted()).toEqual(start);
    const { bootId, xml, spec, identity, policyText, ...summary } = start;
    expect(store.list(10)).toEqual([summary]);
  });

  it('that is written anew is there once', () => {
    store.put(startRecord(1, { outcome: 'failed', problem }));
    store.put(startRecord(1));
    expect(store.list(10)).toMatchObject([{ id: 1, outcome: 'started' }]);
    expect(store.list(10)[0]).not.toHaveProperty('problem');
  });

  it('that cannot be read does not hide the others', () => {
    for (const id of [1, 2, 3]) store.put(startRecord(id));
    db.exec(
      "UPDATE guest_starts SET changes = '{' WHERE id = 2; UPDATE guest_starts SET at = 'x' WHERE id = 3",
    );
    expect(ids()).toEqual([1]);
    expect(store.lastStarted()).toBeUndefined();
    expect(store.lastStarted(2)?.id).toBe(1);
  });
});

describe('of all starts', () => {
  it('the last fifty are kept', () => {
    for (let id = 1; id <= 60; id++) store.put(startRecord(id));
    expect(ids()).toEqual(Array.from({ length: 50 }, (_, i) => 60 - i));
  });

  it('those are kept that have 8 MiB together, and the newest however large it is', () => {
    const mib = 'ä'.repeat(512 * 1024);
    for (let id = 1; id <= 12; id++) store.put(startRecord(id, { xml: mib, policyText: undefined }));
    expect(ids()).toEqual([12, 11, 10, 9, 8, 7, 6, 5]);
    store.put(startRecord(13, { outcome: 'failed', problem, xml: mib.repeat(20) }));
    expect(ids()).toEqual([13, 12, 11]);
  });

  it('the last two that succeeded outlive any number of failures', () => {
    for (const id of [1, 2, 3]) store.put(startRecord(id));
    for (let id = 4; id <= 70; id++) store.put(startRecord(id, { outcome: 'failed', problem }));
    expect(ids().slice(-3)).toEqual([21, 3, 2]);
    expect(store.lastStarted()?.id).toBe(3);
    expect(store.lastStarted(3)?.id).toBe(2);
  });
});
