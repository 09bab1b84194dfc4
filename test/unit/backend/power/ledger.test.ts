import { beforeEach, expect, test } from 'vitest';
import { type Database, openStore } from '../../../../src/backend/engine/store.ts';
import { Ledger } from '../../../../src/backend/power/ledger/ledger.ts';
import { type LedgerRecord, PowerStore } from '../../../../src/backend/power/ledger/power-store.ts';
import { silentLog } from '../silent-log.ts';

let db: Database;
beforeEach(() => {
  db = openStore({ file: ':memory:', setAside: (file) => file }).db;
});
const open = () => new Ledger({ log: silentLog, store: new PowerStore(db) });

const stop: Omit<LedgerRecord, 'id'> = {
  ...{ at: '2026-03-01T08:00:00.000Z', verdict: 'halted', evidence: [], action: 'power-off', delayS: 10 },
  ...{ why: 'The policy says so', outcome: 'waiting', bootId: 'boot-1', run: '1.000000', stop: '2.000000' },
};

test('entries count up, survive, and are listed newest first, page by page', () => {
  const ledger = open();
  for (let n = 0; n < 5; n++) ledger.enter(stop);
  const again = open();
  expect(again.list(2).map(({ id }) => id)).toEqual([5, 4]);
  expect(again.list(2, 4).map(({ id }) => id)).toEqual([3, 2]);
  expect(again.enter(stop).id).toBe(6);
});

test('a page tells nothing of what only the backend needs', () => {
  const ledger = open();
  ledger.enter(stop);
  const { bootId: _, run: __, stop: ___, ...told } = stop;
  expect(ledger.list(1)).toEqual([{ ...told, id: 1 }]);
});

test('what becomes of the state is written together with the entry', () => {
  open().enter(stop, { backOff: { restarts: 3, broken: false }, run: { bootId: 'boot-1', isOver: true } });
  const { state, last } = open();
  expect(state).toMatchObject({ backOff: { restarts: 3 }, run: { isOver: true } });
  expect(last).toMatchObject({ id: 1, stop: '2.000000' });
});

test('the newest thousand are kept, and no id is used again', () => {
  const ledger = open();
  for (let n = 0; n < 1003; n++) ledger.enter(stop);
  expect(db.prepare('SELECT count(*) AS n, min(id) AS least FROM power_ledger').get()).toEqual({
    n: 1000,
    least: 4,
  });
  db.exec('DELETE FROM power_ledger');
  expect(open().enter(stop).id).toBe(1004);
});

test('an entry is amended, also when another has come since', () => {
  const ledger = open();
  ledger.enter(stop);
  ledger.enter(stop);
  expect(ledger.amend(1, { outcome: 'overtaken' })).toMatchObject({ id: 1, outcome: 'overtaken' });
  expect(ledger.amend(2, { outcome: 'done' })).toMatchObject({ id: 2, outcome: 'done' });
  expect(ledger.amend(3, { outcome: 'done' })).toBeUndefined();
  expect(
    open()
      .list(2)
      .map(({ outcome }) => outcome),
  ).toEqual(['done', 'overtaken']);
  expect(ledger.last).toMatchObject({ id: 2, outcome: 'done' });
});

test('a store that cannot be written stops nothing, is told, and is caught up with', () => {
  const ledger = open();
  db.exec('PRAGMA query_only = ON');
  ledger.enter(stop, { backOff: { restarts: 1, broken: false } });
  expect(ledger.problems.map(({ code }) => code)).toEqual(['power.ledger-not-kept']);
  expect(ledger.list(5)).toHaveLength(1);
  db.exec('PRAGMA query_only = OFF');
  ledger.enter(stop);
  expect(ledger.problems).toEqual([]);
  expect(
    open()
      .list(5)
      .map(({ id }) => id),
  ).toEqual([2, 1]);
  expect(open().state.backOff.restarts).toBe(1);
});

test('what is damaged hides nothing else', () => {
  open().enter(stop, {
    maintenance: { reason: 'a new fan', by: { seat: 'tty1', role: 'technician' }, since: stop.at },
  });
  db.exec("INSERT INTO power_ledger (id, body) VALUES (2, '{')");
  db.exec("UPDATE power_state SET body = json_set(body, '$.backOff', 7)");
  const { state, last } = open();
  expect(last?.id).toBe(1);
  expect(state.backOff).toEqual({ restarts: 0, broken: false });
  expect(state.maintenance?.reason).toBe('a new fan');
  db.exec("UPDATE power_state SET body = '{'");
  expect(open().state.maintenance).toBeUndefined();
});
