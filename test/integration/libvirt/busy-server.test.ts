import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ConnectionLost, type Domain, Libvirt } from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { biosDomainXml } from './support/bios-domain.ts';

const query = { execute: 'query-status' };
let libvirtd: Libvirtd;
let guest: Domain;
let qemuPid: number;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  const client = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  guest = await client.createXml(await biosDomainXml(libvirtd));
  await client.close();
  qemuPid = Number(await readFile(join(libvirtd.dir, 'run/libvirt/qemu/run/bios.pid'), 'utf8'));
});
afterEach(() => {
  process.kill(qemuPid, 'SIGCONT');
});
afterAll(() => libvirtd?.stop());

async function open(callsInFlight?: number): Promise<Libvirt> {
  const keepalive = { keepaliveIntervalMs: 200, keepaliveCount: 5, callTimeoutMs: 60_000 };
  const options = { socket: libvirtd.socket, uri: libvirtd.uri, ...keepalive };
  const client = await Libvirt.open(callsInFlight === undefined ? options : { ...options, callsInFlight });
  onTestFinished(() => client.close());
  return client;
}

test('calls that a QEMU standing still holds up do not cost the connection: keepalive gets through', async () => {
  const [busy, witness] = [await open(), await open(50)];
  const lost = once(witness, 'close');
  process.kill(qemuPid, 'SIGSTOP');
  const ask = (client: Libvirt) => client.monitorCommand(guest, query).catch((error) => error);
  const answers = Array.from({ length: 20 }, () => ask(busy));
  const others = Array.from({ length: 20 }, () => ask(witness));
  // With more calls than libvirtd serves at once it stops reading, pings included.
  expect((await lost)[0]).toBeInstanceOf(ConnectionLost);
  for (const other of others) expect(await other).toBeInstanceOf(ConnectionLost);
  expect(busy.lost).toBeUndefined();
  process.kill(qemuPid, 'SIGCONT');
  for (const answer of answers) expect(await answer).toMatchObject({ return: { running: true } });
});
