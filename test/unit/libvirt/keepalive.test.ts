import { expect, test } from 'vitest';
import { ConnectionLost } from '../../../src/libvirt/index.ts';
import { MessageType } from '../../../src/libvirt/rpc/header.ts';
import { PROGRAM_KEEPALIVE } from '../../../src/libvirt/rpc/programs.ts';
import { FakeClock } from './support/fake-clock.ts';
import type { Packet, Peer } from './support/fake-server.ts';
import { openOn } from './support/opened.ts';
import { eventually } from './support/wait.ts';

const [PING, PONG] = [1, 2];
const keepalivesOf = (peer: Peer): Packet[] =>
  peer.packets.filter(({ program }) => program === PROGRAM_KEEPALIVE);
const keepalive = (procedure: number) => ({
  program: PROGRAM_KEEPALIVE,
  procedure,
  type: MessageType.MESSAGE,
  serial: 0,
  status: 0,
});

test("the server's pings are answered", async () => {
  const { peer } = await openOn();
  for (let round = 0; round < 3; round++) peer.send(keepalive(PING));
  await eventually(() => keepalivesOf(peer)[2]);
  expect(keepalivesOf(peer)).toMatchObject(Array(3).fill(keepalive(PONG)));
});

test('a silent server is pinged; its answers keep the connection', async () => {
  const clock = new FakeClock();
  const { client, peer } = await openOn(
    (packet, to) => {
      if (packet.program === PROGRAM_KEEPALIVE) to.send(keepalive(PONG));
    },
    { clock, callTimeoutMs: 0 },
  );
  for (let round = 0; round < 20; round++) {
    const before = peer.socket.bytesWritten;
    clock.advance(5_000);
    await eventually(() => keepalivesOf(peer)[round]);
    await eventually(() => (peer.socket.bytesWritten > before ? true : undefined));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(keepalivesOf(peer)[0]).toMatchObject(keepalive(PING));
  expect(client.lost).toBeUndefined();
});

test('a server that answers none of five pings is given up', async () => {
  const clock = new FakeClock();
  const { client } = await openOn(undefined, { clock, callTimeoutMs: 0 });
  const call = client.getHostname().catch((error) => error);
  clock.advance(29_999);
  expect(client.lost).toBeUndefined();
  clock.advance(1);
  expect(client.lost?.message).toBe('libvirt has not answered for 30000 ms');
  expect(await call).toBeInstanceOf(ConnectionLost);
});
