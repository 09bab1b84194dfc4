import { expect, test } from 'vitest';
import type { RunCommand } from '../../../../src/backend/host/commands.ts';
import { listJournal } from '../../../../src/backend/log/list-journal.ts';

const row = (n: number): string =>
  JSON.stringify({ __CURSOR: `s=a;i=${n}`, __REALTIME_TIMESTAMP: '1', MESSAGE: `m${n}` });

function fake(stdout: string) {
  const calls: string[][] = [];
  const run: RunCommand = async (file, args) => {
    calls.push([file, ...args]);
    return { ok: true, stdout };
  };
  return { run, calls };
}

test('without a cursor the last lines come, oldest first', async () => {
  const { run, calls } = fake([row(3), row(2)].join('\n'));
  const entries = await listJournal(run, { unit: 'bezeld.service', limit: 2 });
  expect(entries.map((entry) => entry.message)).toEqual(['m2', 'm3']);
  expect(calls[0]).toEqual(
    expect.arrayContaining(['journalctl', '--unit=bezeld.service', '--lines=2', '--reverse']),
  );
});

test('before a cursor the lines before it come, oldest first', async () => {
  const { run, calls } = fake([row(3), row(2)].join('\n'));
  const entries = await listJournal(run, { unit: 'u', limit: 2, before: 's=a;i=4' });
  expect(entries.map((entry) => entry.message)).toEqual(['m2', 'm3']);
  expect(calls[0]).toEqual(expect.arrayContaining(['--reverse', '--after-cursor=s=a;i=4']));
});

test('after a cursor the next lines come', async () => {
  const { run, calls } = fake([row(5), row(6)].join('\n'));
  const entries = await listJournal(run, { unit: 'u', limit: 2, after: 's=a;i=4' });
  expect(entries.map((entry) => entry.message)).toEqual(['m5', 'm6']);
  expect(calls[0]).not.toContain('--reverse');
});

test.each(['--help', 's=a;i=1 --file=/etc/shadow', '$(x)', ''])(
  '%s is no cursor and reaches no command',
  async (after) => {
    const { run, calls } = fake('');
    await expect(listJournal(run, { unit: 'u', limit: 1, after })).rejects.toThrow(
      expect.objectContaining({ code: 'log.bad-cursor' }),
    );
    expect(calls).toEqual([]);
  },
);

test('a journal that cannot be read says so', async () => {
  const run: RunCommand = async () => ({ ok: false, why: 'missing', message: 'journalctl is not there' });
  await expect(listJournal(run, { unit: 'u', limit: 1 })).rejects.toThrow(
    expect.objectContaining({ code: 'log.unreadable' }),
  );
});
