import { expect, test } from 'vitest';
import { read } from '../../../../src/backend/host/reading.ts';
import { takeHostDownNote } from '../../../../src/backend/power/host-down-note.ts';
import { type HostDownNote, parseHostDownNote } from '../../../../src/backend/power/parse-host-down-note.ts';
import { silentLog } from '../silent-log.ts';

const text = 'at=2026-03-01T02:03:04Z\nend=cut\nasked=acpi\nseconds=121\nlimit=120\n';
const note: HostDownNote = {
  at: '2026-03-01T02:03:04.000Z',
  end: 'cut',
  asked: 'acpi',
  seconds: 121,
  limitS: 120,
};

test('a note says when, how the guest was asked, and what came of it', () => {
  expect(parseHostDownNote(text)).toEqual(note);
});

test.each([
  '',
  'at=2026-03-01T02:03:04Z\nend=cut\nasked=acpi\nseconds=121\n',
  text.replace('cut', 'bored'),
  text.replace('acpi', '\u001b[2J'),
  text.replace('2026-03-01', '2026-23-01'),
  text.replace('121', '-1'),
  text.replace('120', '1e9'),
])('what is damaged is no note: %j', (damaged) => expect(parseHostDownNote(damaged)).toBeUndefined());

const take = async (content: string, enter: (note: HostDownNote) => void): Promise<string[]> => {
  const removed: string[] = [];
  await takeHostDownNote({
    log: silentLog,
    file: '/state/host-down',
    files: { readText: async () => read(content) },
    removeFile: async (path) => void removed.push(path),
    enter,
  });
  return removed;
};

test('a note is removed once it is in the ledger', async () => {
  const entered: HostDownNote[] = [];
  expect(await take(text, (one) => entered.push(one))).toEqual(['/state/host-down']);
  expect(entered).toEqual([note]);
});

test('a note that could not be written into the ledger stays', async () => {
  const fail = (): void => {
    throw new Error('the disk is full');
  };
  expect(await take(text, fail)).toEqual([]);
});

test('a damaged note is removed', async () => {
  expect(await take('nothing', () => {})).toEqual(['/state/host-down']);
});
