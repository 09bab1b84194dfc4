import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CallTimeout, ConnectionLost, Libvirt, ProtocolError } from '../../../src/libvirt/index.ts';
import { connectProcedures } from '../../../src/libvirt/procedures/connect.ts';
import { MessageType, renderHead } from '../../../src/libvirt/rpc/header.ts';
import { HEADER_SIZE, LENGTH_SIZE } from '../../../src/libvirt/rpc/limits.ts';
import { encode, listen, type Packet, type Peer, startFakeServer } from './support/fake-server.ts';
import { openOn } from './support/opened.ts';

const { hostname } = connectProcedures;

describe('something on the socket that is not libvirt', () => {
  const speakers: [string, Buffer][] = [
    ['a web server', Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')],
    ['an SSH server', Buffer.from('SSH-2.0-OpenSSH_10.0p2 Debian-7\r\n')],
    ['zeros', Buffer.alloc(4096)],
    ['ones', Buffer.alloc(4096, 0xff)],
  ];
  test.each(speakers)('%s', async (_name, bytes) => {
    const { path, stop } = await listen((socket) => socket.write(bytes));
    onTestFinished(stop);
    await expect(Libvirt.open({ socket: path })).rejects.toBeInstanceOf(ProtocolError);
  });

  test('a server that hangs up at once', async () => {
    const { path, stop } = await listen((socket) => socket.destroy());
    onTestFinished(stop);
    await expect(Libvirt.open({ socket: path })).rejects.toBeInstanceOf(ConnectionLost);
  });

  test('a server that never says anything', async () => {
    const { path, stop } = await listen(() => {});
    onTestFinished(stop);
    await expect(Libvirt.open({ socket: path, callTimeoutMs: 50 })).rejects.toBeInstanceOf(CallTimeout);
  });

  test('any random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { path, stop } = await listen((socket) => socket.end(bytes));
        try {
          await expect(Libvirt.open({ socket: path })).rejects.toBeInstanceOf(ConnectionLost);
        } finally {
          await stop();
        }
      }),
      { numRuns: 60 },
    );
  });
});

const box = encode(hostname.result, { hostname: 'box' });
/** Where the version is in a packet. */
const VERSION_AT = 8;

/** What a server must not do once hands are shaken; the call that it answers is virConnectGetHostname. */
const wrongs: [string, (call: Packet, peer: Peer) => void][] = [
  ['a cut-off answer', (call, peer) => peer.send({ ...call, type: 1 }, Buffer.from([0, 0, 0, 9, 0x61]))],
  [
    'an answer with more than belongs there',
    (call, peer) => peer.send({ ...call, type: 1 }, Buffer.alloc(64)),
  ],
  ['an answer to another procedure', (call, peer) => peer.send({ ...call, procedure: 14, type: 1 }, box)],
  ['an answer to a call that nobody made', (call, peer) => peer.send({ ...call, serial: 4711, type: 1 })],
  [
    'an error that can not be read',
    (call, peer) => peer.send({ ...call, type: 1, status: 1 }, Buffer.alloc(5)),
  ],
  ['an unknown type', (call, peer) => peer.send({ ...call, type: 9 })],
  ['a call to us', (call, peer) => peer.send({ ...call, type: 0 })],
  ['an unknown program', (call, peer) => peer.send({ ...call, program: 0xdead_beef, type: 1 })],
  [
    'another version',
    (call, peer) => {
      const head = renderHead({ ...call, type: MessageType.REPLY }, box.length);
      head.writeUInt32BE(2, VERSION_AT);
      peer.socket.write(Buffer.concat([head, box]));
    },
  ],
  ['a stream for a call that nobody made', (call, peer) => peer.stream({ ...call, serial: 4711 }, 2)],
  [
    'an event that can not be read',
    (_, peer) => peer.event(318, connectProcedures.hostname.result, { hostname: 'x' }),
  ],
  ['a packet of 4 GiB', (_, peer) => peer.socket.write(Buffer.from('ffffffff', 'hex'))],
  ['a string of 4 GiB', (call, peer) => peer.send({ ...call, type: 1 }, Buffer.from('ffffffff', 'hex'))],
];

describe('a server that goes wrong', () => {
  test.each(wrongs)('%s closes the connection with an error', async (_what, answer) => {
    const { client } = await openOn(answer);
    const closed = once(client, 'close');
    await expect(client.getHostname()).rejects.toBeInstanceOf(ProtocolError);
    expect((await closed)[0]).toBeInstanceOf(ProtocolError);
    await expect(client.getHostname()).rejects.toBeInstanceOf(ConnectionLost);
  });

  test('every answer with one byte changed gives a value or an error, never silence or a crash', async () => {
    const bytes = fc.nat(LENGTH_SIZE + HEADER_SIZE + box.length - 1);
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const server = await startFakeServer((call, { socket }) => {
          const answer = Buffer.concat([renderHead({ ...call, type: MessageType.REPLY }, box.length), box]);
          answer[at] = (answer[at] ?? 0) ^ flip;
          socket.end(answer);
        });
        const client = await Libvirt.open({ socket: server.path });
        try {
          const answer = await client.getHostname().catch((error) => error);
          expect(typeof answer === 'string' || answer instanceof Error).toBe(true);
        } finally {
          await client.close();
          await server.stop();
        }
      }),
      { numRuns: 60 },
    );
  });
});
