import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guestChannel } from '../../../src/contract/index.ts';
import { Libvirt } from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { guestPolicy, writeGuestDisk } from './guest-policy.ts';
import { prepareBackend, until } from './process.ts';

let libvirtd: Libvirtd;
let libvirt: Libvirt;
let disk: string;
beforeAll(async () => {
  libvirtd = await startLibvirtd();
  libvirt = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  disk = await writeGuestDisk(libvirtd);
});
afterAll(async () => {
  await libvirt?.close();
  await libvirtd?.stop();
});

/** What QEMU says of the channel's other end. */
async function askQemu(): Promise<string | undefined> {
  const command = { execute: 'query-chardev' };
  const said = await libvirt.monitorCommand(await libvirt.lookupByName('guest'), command);
  const { return: all } = JSON.parse(JSON.stringify(said)) as { return: { filename: string }[] };
  return all.find(({ filename }) => filename.includes(guestChannel))?.filename;
}
const isConnected = (filename: string | undefined): boolean => filename?.startsWith('unix:') ?? false;

test('bezeld connects to the channel of the running guest, and so does the next one', async () => {
  await using backend = await prepareBackend([
    ...['--libvirt-socket', libvirtd.socket, '--libvirt-uri', libvirtd.uri],
    ...['--serial-log', join(libvirtd.dir, 'serial.log')],
  ]);
  await writeFile(backend.policyFile, guestPolicy(disk));
  await backend.start();
  await until(
    () => backend.admin.call('guest.get'),
    ({ state }) => state === 'running',
  );
  await until(askQemu, isConnected);
  await backend.end('SIGKILL');
  await until(askQemu, (filename) => !isConnected(filename));
  await backend.start();
  await until(askQemu, isConnected);
  expect((await backend.admin.call('guest.get')).health.state).toBe('unknown');
});
