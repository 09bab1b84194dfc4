import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../../../src/client/connection.ts';
import { holdChannel } from '../../support/channel-box.ts';
import { startLibvirtd } from '../../support/libvirtd.ts';
import { guestPolicy, writeGuestDisk } from './guest-policy.ts';
import { prepareBackend, until } from './process.ts';

const root = join(import.meta.dirname, '../../..');
const call = '{"id":1,"method":"GET","path":"/v1/box"}\n';
const mebibyte = 1024 * 1024;

const residentBytes = async (pid: number): Promise<number> =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);

test('whatever the guest does on its channel, the seats are answered and bezeld stays as large as it was', async () => {
  await using libvirtd = { ...(await startLibvirtd()), [Symbol.asyncDispose]: () => libvirtd.stop() };
  const disk = await writeGuestDisk(libvirtd);
  await using channel = await holdChannel(root, libvirtd.dir);
  await using backend = await prepareBackend([
    ...['--libvirt-socket', libvirtd.socket, '--libvirt-uri', 'test:///default'],
    ...['--serial-log', join(libvirtd.dir, 'serial.log'), '--templates', channel.templates],
  ]);
  await writeFile(backend.policyFile, guestPolicy(disk));
  await backend.start();
  await channel.startGuest(libvirtd.socket);
  await until(
    () => backend.admin.call('guest.get'),
    ({ state }) => state === 'running',
  );
  const guest = await channel.accept();
  let heard = '';
  guest.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  guest.write(call);
  await expect.poll(() => heard.endsWith('\n')).toBe(true);
  const seat = createClient({ socketPath: backend.socket('tty1') });
  for (let n = 0; n < 50; n++) await seat.call('status.get');
  const before = await residentBytes(backend.pid());

  const abuses: (string | Buffer)[] = [
    `${'x'.repeat(10 * mebibyte)}\n`,
    Buffer.alloc(mebibyte, 0xff),
    `\n${'['.repeat(mebibyte)}\n`,
    `${'{"id":'.repeat(1000)}\n`,
    '\n'.repeat(mebibyte),
    call.repeat(1_000_000),
  ];
  for (const abuse of abuses) guest.write(abuse);
  for (let n = 0; n < 500; n++) expect((await seat.call('status.get')).guest.state).toBe('running');
  // A guest that never reads, too.
  guest.pause();
  for (let n = 0; n < 200; n++) await seat.call('status.get');

  expect((await residentBytes(backend.pid())) - before).toBeLessThan(32 * mebibyte);
  expect(guest.writableLength).toBeGreaterThan(40 * mebibyte);
  expect(
    backend
      .output()
      .split('\n')
      .filter((line) => line.includes('org.bezel.guest.0')).length,
  ).toBeLessThan(8);
  expect(heard.split('\n').length).toBeLessThan(200);
  guest.destroy();
});
