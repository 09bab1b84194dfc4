import { expect, it } from 'vitest';
import { KeptStateFile } from '../../../../src/backend/guest/kept-state.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import { silentLog } from '../silent-log.ts';

const make = (disk: { text?: string }, writable = true): KeptStateFile =>
  new KeptStateFile({
    log: silentLog,
    file: '/guest.json',
    files: { readText: async () => (disk.text === undefined ? notRead('missing', '') : read(disk.text)) },
    writeFile: async (_, content) => {
      if (!writable) throw new Error('the disk is full');
      disk.text = content;
    },
  });

it('keeps what was written, for the next backend', async () => {
  const disk = {};
  const { fallbackUuid } = await make(disk).read();
  await make(disk).read();
  const second = make(disk);
  await second.read();
  await second.change({ settledBoot: 'boot-1' });
  expect(await make(disk).read()).toEqual({ fallbackUuid, settledBoot: 'boot-1', choice: 'rendered' });
});

it.each(['', 'null', '{"fallbackUuid":"no"}', '[]', '{"fallbackUuid":5}'])(
  'begins anew where it finds %j',
  async (text) => {
    const disk = { text };
    const { fallbackUuid } = await make(disk).read();
    expect(disk.text).toContain(fallbackUuid);
  },
);

it('keeps the parts that are sound where one is damaged', async () => {
  const fallbackUuid = '6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3';
  const text = JSON.stringify({
    fallbackUuid,
    settledBoot: 5,
    choice: 'last-good',
    accepted: 'x',
    failed: [],
  });
  const kept = make({ text });
  expect(await kept.read()).toEqual({ fallbackUuid, choice: 'last-good' });
  expect(kept.isDamaged).toBe(false);
});

it.each([
  ['no JSON', '{', true],
  ['who the guest is is damaged', JSON.stringify({ fallbackUuid: 'f', choice: 'rendered' }), true],
  [
    'the places of its NICs are damaged',
    JSON.stringify({ fallbackUuid: '6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3', identity: { uuid: 'f' } }),
    true,
  ],
  ['of an earlier version', JSON.stringify({ fallbackUuid: '6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3' }), false],
  ['missing', undefined, false],
])('a file that is %s', async (_, text, isDamaged) => {
  const kept = make(text === undefined ? {} : { text });
  await kept.read();
  expect(kept.isDamaged).toBe(isDamaged);
});

it('remembers while it lives what it cannot write', async () => {
  const kept = make({}, false);
  const { fallbackUuid } = await kept.read();
  await kept.change({ settledBoot: 'boot-1' });
  expect(await kept.read()).toEqual({ fallbackUuid, settledBoot: 'boot-1', choice: 'rendered' });
});
