import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../src/contract/index.ts';
import { createJournal } from '../../../src/screens/log/journal.ts';
import { renderEntry } from '../../../src/screens/log/lines.ts';
import { createFakeClient, renderConsole } from '../../support/render.tsx';

const entry = (n: number): LogEntry => ({
  cursor: `c${n}`,
  time: '2026-03-01T08:00:00.000Z',
  level: 'info',
  part: 'guest',
  message: `entry ${n}.`,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i));

/** A journal of a backend: entries `first` to `last()`, in pages. */
const pages =
  (first: number, last: () => number) =>
  ({ query }: { query: { limit: number; after?: string; before?: string } }) => {
    const all = range(first, last());
    const at = (cursor: string) => all.findIndex((each) => each.cursor === cursor);
    if (query.after !== undefined) return { entries: all.slice(at(query.after) + 1).slice(0, query.limit) };
    if (query.before !== undefined) return { entries: all.slice(0, at(query.before)).slice(-query.limit) };
    return { entries: all.slice(-query.limit) };
  };

describe('the log', () => {
  test('follows at the end while it is shown', async () => {
    let last = 40;
    const box = renderConsole({ answers: { 'log.list': pages(1, () => last) } });
    box.type('8');
    await box.see('entry 40.');
    last = 41;
    box.store.set({ logRevision: 2 });
    await box.see('entry 41.');
    expect(box.calls.at(-1)?.input).toEqual({ query: { limit: 200, after: 'c40' } });
  });

  test('stays where it is while somebody reads further up, and follows again at the end', async () => {
    let last = 60;
    const box = renderConsole({ answers: { 'log.list': pages(1, () => last) } });
    box.type('8');
    await box.see('entry 60.');
    box.type('\u001b[5~');
    await box.seeNo('entry 60.');
    const before = box.rows()[12];
    last = 90;
    box.store.set({ logRevision: 2 });
    box.type('j');
    await box.until('one line further', (_, rows) => rows[11]?.slice(0, 60) === before?.slice(0, 60));
    expect(box.text()).not.toContain('entry 90.');
    box.type('G');
    await box.see('entry 90.');
    last = 91;
    box.store.set({ logRevision: 3 });
    await box.see('entry 91.');
  });

  test('fetches older pages at the top, and stays on the same entry', async () => {
    const box = renderConsole({ answers: { 'log.list': pages(1, () => 500) } });
    box.type('8');
    await box.see('entry 500.');
    box.type('g');
    await box.see('entry 301.');
    box.type('k');
    await expect.poll(() => box.calls.at(-1)?.input).toEqual({ query: { limit: 200, before: 'c301' } });
    await box.see('entry 301.');
    box.type('k');
    await box.see('entry 300.');
  });

  test('tells that the journal cannot be read, and goes on when it can', async () => {
    let fails = true;
    const box = renderConsole({
      answers: {
        'log.list': () => {
          if (fails) throw new Error('journalctl has ended');
          return { entries: range(1, 3) };
        },
      },
    });
    box.type('8');
    await box.see("The journal can't be read: journalctl has ended");
    fails = false;
    box.store.set({ logRevision: 2 });
    await box.see('entry 3.');
    await box.seeNo("can't be read");
  });

  test('asks for nothing while it is not shown', async () => {
    const box = renderConsole({ answers: { 'log.list': pages(1, () => 3) } });
    await box.see('THE GUEST IS RUNNING');
    box.store.set({ logRevision: 2 });
    box.type('9');
    await box.see('Function keys get lost');
    expect(box.calls.map(({ name }) => name)).not.toContain('log.list');
  });
});

describe('the journal that was fetched', () => {
  test('is complete when more than a page was added meanwhile', async () => {
    let last = 10;
    const { client } = createFakeClient({ 'log.list': pages(1, () => last) });
    const journal = createJournal(client);
    journal.fetchNewer();
    await expect.poll(() => journal.getState().entries?.length).toBe(10);
    last = 700;
    journal.fetchNewer();
    await expect.poll(() => journal.getState().entries?.at(-1)?.cursor).toBe('c700');
    expect(journal.getState().entries?.length).toBe(700);
  });

  test('misses nothing that was added while a page was on its way', async () => {
    let last = 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    const answer = pages(1, () => last);
    const fake = createFakeClient({
      'log.list': async (input: Parameters<typeof answer>[0]) => {
        const page = answer(input);
        await promise;
        return page;
      },
    });
    const journal = createJournal(fake.client);
    journal.fetchNewer();
    last = 2;
    journal.fetchNewer();
    resolve();
    await expect.poll(() => journal.getState().entries?.length).toBe(2);
    expect(fake.calls.length).toBe(2);
  });
});

describe('an entry', () => {
  const text = (columns: number) =>
    renderEntry({ ...entry(1), level: 'error', message: 'a message of some length' }, columns).map((line) =>
      line.map((each) => each.text).join(''),
    );

  test('has a line of its own for what does not fit, below its message', () => {
    expect(text(40)).toEqual([
      expect.stringMatching(/^\d\d:00:00 error guest: a message of some$/),
      '               length',
    ]);
  });

  test('has its date and a column for its part where there is room', () => {
    expect(text(100)).toEqual([
      expect.stringMatching(/^2026-03-01 \d\d:00:00 error guest {5}a message of some length$/),
    ]);
  });
});
