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
  expect(await make(disk).read()).toEqual({ fallbackUuid, settledBoot: 'boot-1' });
});

it.each(['', 'null', '{"fallbackUuid":"no"}', '[]', '{"fallbackUuid":5}'])(
  'begins anew where it finds %j',
  async (text) => {
    const disk = { text };
    const { fallbackUuid } = await make(disk).read();
    expect(disk.text).toContain(fallbackUuid);
  },
);

it('remembers while it lives what it cannot write', async () => {
  const kept = make({}, false);
  const { fallbackUuid } = await kept.read();
  await kept.change({ settledBoot: 'boot-1' });
  expect(await kept.read()).toEqual({ fallbackUuid, settledBoot: 'boot-1' });
});
