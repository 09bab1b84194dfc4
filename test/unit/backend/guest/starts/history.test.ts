import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openStore } from '../../../../../src/backend/engine/store.ts';
import { isUnclear, StartHistory } from '../../../../../src/backend/guest/starts/history.ts';
import { StartStore } from '../../../../../src/backend/guest/starts/start-store.ts';
import { silentLog } from '../../silent-log.ts';
import { newStart } from './starts-of.ts';

let db: Database;
beforeEach(() => {
  db = openStore({ file: ':memory:', setAside: (file) => file }).db;
});

const open = (): StartHistory => new StartHistory({ log: silentLog, store: new StartStore(db) });
const problem = { code: 'libvirt.refused', severity: 'error', message: 'No.' } as const;
const start = (history: StartHistory, xml: string) =>
  history.end(history.begin(newStart({ xml })), 'started', undefined);
/** SQLite refuses to write from now on, as on a full disk. */
const fill = () => db.exec('PRAGMA query_only = ON');
const empty = () => db.exec('PRAGMA query_only = OFF');

it('has nothing at first', () => {
  const history = open();
  expect(history.list(10)).toEqual([]);
  expect(history.lastStarted).toBeUndefined();
  expect(history.startedBeforeLast()).toBeUndefined();
});

it('counts on where an earlier backend ended, and knows its last success', () => {
  start(open(), '<a/>');
  const second = open();
  expect(second.lastStarted).toMatchObject({ id: 1, xml: '<a/>', outcome: 'started' });
  start(second, '<b/>');
  second.end(second.begin(newStart()), 'failed', problem);
  const third = open();
  expect(third.list(10).map(({ id, outcome }) => [id, outcome])).toEqual([
    [3, 'failed'],
    [2, 'started'],
    [1, 'started'],
  ]);
  expect(third.lastStarted?.xml).toBe('<b/>');
  expect(third.startedBeforeLast()?.xml).toBe('<a/>');
  expect(third.newest).toMatchObject({ id: 3, problem });
});

describe('a start under way', () => {
  it('is not shown, and its end is', () => {
    const history = open();
    const record = history.begin(newStart());
    expect(history.list(10)).toEqual([]);
    expect(history.newest).toBeUndefined();
    history.end(record, 'started', undefined);
    expect(history.list(10)).toMatchObject([{ id: 1, outcome: 'started' }]);
  });

  it('of a backend that was killed is known as such by the next one, which can still say how it ended', () => {
    open().begin(newStart({ xml: '<a/>' }));
    const second = open();
    const { newest } = second;
    expect(newest !== undefined && isUnclear(newest)).toBe(true);
    expect(second.lastStarted).toBeUndefined();
    if (newest !== undefined) second.end(newest, 'started', undefined);
    expect(open().lastStarted).toMatchObject({ id: 1, xml: '<a/>' });
  });
});

describe('while the store cannot be written', () => {
  it('everything is known all the same, and is said to be forgotten later', () => {
    const history = open();
    start(history, '<a/>');
    expect(history.problems).toEqual([]);
    fill();
    start(history, '<b/>');
    history.end(history.begin(newStart()), 'failed', problem);
    expect(history.list(10).map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(history.lastStarted?.xml).toBe('<b/>');
    expect(history.startedBeforeLast()?.xml).toBe('<a/>');
    expect(history.problems).toMatchObject([{ code: 'guest.starts-not-kept' }]);
    expect(
      open()
        .list(10)
        .map(({ id }) => id),
    ).toEqual([1]);
  });

  it('nothing is lost that can be written with a later start', () => {
    const history = open();
    fill();
    start(history, '<a/>');
    empty();
    start(history, '<b/>');
    expect(history.problems).toEqual([]);
    expect(
      open()
        .list(10)
        .map(({ id }) => id),
    ).toEqual([2, 1]);
  });
});

it('stays usable when the store is gone', () => {
  const history = open();
  db.close();
  start(history, '<a/>');
  expect(history.lastStarted?.xml).toBe('<a/>');
  expect(history.list(10)).toHaveLength(1);
});
