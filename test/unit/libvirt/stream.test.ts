import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  CallAborted,
  ConnectionLost,
  ErrorCode,
  type Libvirt,
  LibvirtError,
} from '../../../src/libvirt/index.ts';
import { connectProcedures } from '../../../src/libvirt/procedures/connect.ts';
import { streamProcedures } from '../../../src/libvirt/procedures/streams.ts';
import { MessageStatus, MessageType } from '../../../src/libvirt/rpc/header.ts';
import { FakeClock } from './support/fake-clock.ts';
import { argsOf, type Packet, type Peer } from './support/fake-server.ts';
import { openOn } from './support/opened.ts';
import { eventually, settled } from './support/wait.ts';

const dom = { name: 'guest', uuid: '4b7e0a32-24c3-47fb-a7cc-27f34e73b6d5', id: 3 };
const { hostname } = connectProcedures;
const { openConsole, screenshot } = streamProcedures;
const { CONTINUE, ERROR, OK } = MessageStatus;
const streamed = (peer: Peer): Packet[] => peer.packets.filter(({ type }) => type === MessageType.STREAM);

/** A console, the call that opened it, and both ends. */
async function openedConsole(): Promise<{ client: Libvirt; peer: Peer; call: Packet; console: Duplex }> {
  const { client, peer } = await openOn((packet, to) => {
    if (argsOf(packet, openConsole)) to.reply(packet, openConsole, {});
    else if (argsOf(packet, hostname)) to.reply(packet, hostname, { hostname: 'box' });
  });
  const console = await client.openConsole(dom);
  const call = await eventually(() => peer.packets.find((packet) => argsOf(packet, openConsole)));
  return { client, peer, call, console };
}

describe('a console', () => {
  test('carries bytes both ways', async () => {
    const { call, console, peer } = await openedConsole();
    console.write('root\n');
    const sent = await eventually(() => streamed(peer)[0]);
    expect(sent).toMatchObject({ serial: call.serial, procedure: openConsole.number, status: CONTINUE });
    expect(sent.body.toString()).toBe('root\n');
    peer.stream(call, CONTINUE, Buffer.from('Password: '));
    expect(String((await once(console, 'data'))[0])).toBe('Password: ');
  });

  test('splits what is written into packets that libvirt takes, in order', async () => {
    const { console, peer } = await openedConsole();
    const big = Buffer.from(Array.from({ length: 1_000_000 }, (_, at) => at & 0xff));
    await new Promise((done) => console.write(big, done));
    const packets = await eventually(() => (streamed(peer).length === 4 ? streamed(peer) : undefined));
    expect(packets.map(({ body }) => body.length)).toEqual([262_120, 262_120, 262_120, 213_640]);
    expect(Buffer.concat(packets.map(({ body }) => body)).equals(big)).toBe(true);
  });

  test('that the server ends is finished from this side too, and closes', async () => {
    const { call, console, peer } = await openedConsole();
    const text = console.toArray();
    peer.stream(call, CONTINUE, Buffer.from('bye'));
    peer.stream(call, CONTINUE);
    const finish = await eventually(() => streamed(peer)[0]);
    expect(finish).toMatchObject({ status: OK, body: Buffer.alloc(0) });
    peer.stream(call, OK);
    expect(String(await text)).toBe('bye');
    await eventually(() => (console.closed ? true : undefined));
    expect(streamed(peer)).toHaveLength(1);
  });

  test('that this side ends is finished once', async () => {
    const { call, console, peer } = await openedConsole();
    console.resume();
    console.end('exit\n');
    await eventually(() => streamed(peer)[1]);
    peer.stream(call, OK);
    await once(console, 'close');
    expect(streamed(peer).map(({ status }) => status)).toEqual([CONTINUE, OK]);
  });

  test('that is destroyed is aborted; what still arrives for it is dropped', async () => {
    const { call, client, console, peer } = await openedConsole();
    console.destroy();
    expect(await eventually(() => streamed(peer)[0])).toMatchObject({ status: ERROR, serial: call.serial });
    peer.stream(call, CONTINUE, Buffer.from('too late'));
    peer.fail(call, ErrorCode.INTERNAL_ERROR, 'stream aborted at client request', MessageType.STREAM);
    await expect(client.getHostname()).resolves.toBe('box');
  });

  test("that fails has libvirt's error, and the connection goes on", async () => {
    const { call, client, console, peer } = await openedConsole();
    peer.fail(call, ErrorCode.INTERNAL_ERROR, 'the domain is gone', MessageType.STREAM);
    const error = await console.toArray().catch((reason) => reason);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({
      code: 1,
      message: 'the domain is gone',
      procedure: 'virDomainOpenConsole',
    });
    await expect(client.getHostname()).resolves.toBe('box');
  });

  test('that fails before anybody listens is no uncaught exception', async () => {
    const { client, peer } = await openOn((packet, to) => {
      to.reply(packet, openConsole, {});
      to.fail(packet, ErrorCode.INTERNAL_ERROR, 'gone at once', MessageType.STREAM);
    });
    const console = await client.openConsole(dom);
    await eventually(() => (console.destroyed ? true : undefined));
    await expect(console.toArray()).rejects.toThrow('gone at once');
    expect(peer.packets.length).toBeGreaterThan(0);
  });

  test('ends with ConnectionLost when the connection does', async () => {
    const { console, peer } = await openedConsole();
    const text = console.toArray().catch((error) => error);
    peer.socket.destroy();
    expect(await text).toBeInstanceOf(ConnectionLost);
  });
});

describe('back-pressure', () => {
  test('a console that nobody reads stops the server; reading makes it go on, and nothing is lost', async () => {
    const { call, console, peer } = await openedConsole();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const total = 512 * chunk.length;
    for (let i = 0; i < 512; i++) peer.stream(call, CONTINUE, chunk);
    peer.stream(call, CONTINUE);
    await eventually(() => (console.readableLength > 0 ? true : undefined));
    await settled(() => peer.socket.writableLength);
    expect(peer.socket.writableLength).toBeGreaterThan(total / 2);
    expect(console.readableLength).toBeLessThan(4 * 1024 * 1024);
    let read = 0;
    console.on('data', (data: Buffer) => {
      read += data.length;
    });
    await eventually(() => streamed(peer).find(({ status }) => status === OK));
    expect(read).toBe(total);
  });

  test('a destroyed console does not keep the connection stopped', async () => {
    const { call, client, console, peer } = await openedConsole();
    for (let i = 0; i < 64; i++) peer.stream(call, CONTINUE, Buffer.alloc(64 * 1024));
    await eventually(() => (console.readableLength > 0 ? true : undefined));
    console.destroy();
    await expect(client.getHostname()).resolves.toBe('box');
  });

  test('writing waits for a server that does not read', async () => {
    const { console, peer } = await openedConsole();
    peer.socket.pause();
    let isDone = false;
    const done = new Promise((resolve) => {
      console.write(Buffer.alloc(8 * 1024 * 1024), resolve);
    }).then(() => {
      isDone = true;
    });
    expect(console.write('more')).toBe(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    peer.socket.resume();
    await done;
  });
});

describe('opening a stream', () => {
  test('that is refused is an error of the call; the next one works', async () => {
    const { client } = await openOn((packet, peer) => {
      const args = argsOf(packet, screenshot);
      if (args?.screen !== 0) return peer.fail(packet, ErrorCode.INVALID_ARG, 'no such screen');
      peer.reply(packet, screenshot, { mime: 'image/png' });
      peer.stream(packet, CONTINUE, Buffer.from('a pic'));
      peer.stream(packet, CONTINUE, Buffer.from('ture'));
      peer.stream(packet, OK);
    });
    await expect(client.screenshot(dom, 7)).rejects.toMatchObject({ code: ErrorCode.INVALID_ARG });
    await expect(client.screenshot(dom)).resolves.toEqual({
      mime: 'image/png',
      data: Buffer.from('a picture'),
    });
  });

  test('that was given up, and succeeds too late, is aborted', async () => {
    const clock = new FakeClock();
    const { client, peer } = await openOn(undefined, { clock, keepaliveIntervalMs: 0, callTimeoutMs: 1_000 });
    const answer = client.openConsole(dom).catch((error) => error);
    const call = await eventually(() => peer.packets.find((packet) => argsOf(packet, openConsole)));
    clock.advance(1_000);
    expect((await answer).name).toBe('CallTimeout');
    peer.reply(call, openConsole, {});
    peer.stream(call, CONTINUE, Buffer.from('nobody reads this'));
    expect(await eventually(() => streamed(peer)[0])).toMatchObject({ status: ERROR, serial: call.serial });
  });

  test('a screenshot is given up by its signal while it is sent', async () => {
    const { client, peer } = await openOn((packet, to) => {
      if (argsOf(packet, hostname)) return to.reply(packet, hostname, { hostname: 'box' });
      to.reply(packet, screenshot, { mime: 'image/png' });
      to.stream(packet, CONTINUE, Buffer.from('half a pic'));
    });
    const abort = new AbortController();
    const picture = client.screenshot(dom, 0, { signal: abort.signal }).catch((error) => error);
    await eventually(() => peer.packets.find((packet) => argsOf(packet, screenshot)));
    await client.getHostname();
    abort.abort();
    expect(await picture).toBeInstanceOf(CallAborted);
    expect(await eventually(() => streamed(peer)[0])).toMatchObject({ status: ERROR });
  });
});
