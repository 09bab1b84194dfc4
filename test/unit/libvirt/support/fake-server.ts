import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectProcedures } from '../../../../src/libvirt/procedures/connect.ts';
import { FrameSplitter } from '../../../../src/libvirt/rpc/framing.ts';
import {
  type Header,
  MessageStatus,
  MessageType,
  parseHeader,
  renderHead,
} from '../../../../src/libvirt/rpc/header.ts';
import { HEADER_SIZE, PAYLOAD_MAX } from '../../../../src/libvirt/rpc/limits.ts';
import type { Procedure } from '../../../../src/libvirt/rpc/procedure.ts';
import { PROGRAM_REMOTE } from '../../../../src/libvirt/rpc/programs.ts';
import { remoteError } from '../../../../src/libvirt/rpc/remote-error.ts';
import type { Codec } from '../../../../src/libvirt/xdr/codec.ts';
import { Reader } from '../../../../src/libvirt/xdr/reader.ts';
import { Writer } from '../../../../src/libvirt/xdr/writer.ts';

export function encode<T>(codec: Codec<T>, value: T): Buffer {
  const writer = new Writer(PAYLOAD_MAX);
  codec.put(writer, value);
  return writer.finish();
}

/** One packet from the client. */
export interface Packet extends Header {
  readonly body: Buffer;
}

/** The server's end of one connection. */
export class Peer {
  readonly socket: Socket;
  readonly packets: Packet[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => {});
  }

  send(header: Omit<Header, 'version'>, body: Uint8Array = Buffer.alloc(0)): void {
    this.socket.write(Buffer.concat([renderHead(header, body.length), body]));
  }

  reply<A, R>(to: Packet, procedure: Procedure<A, R>, value: R): void {
    this.send({ ...to, type: MessageType.REPLY, status: MessageStatus.OK }, encode(procedure.result, value));
  }

  fail(to: Packet, code: number, message: string, type: number = MessageType.REPLY): void {
    const empty = { dom: undefined, str1: undefined, str2: undefined, str3: undefined, net: undefined };
    const error = { code, domain: 10, message, level: 2, int1: 0, int2: 0, ...empty };
    this.send({ ...to, type, status: MessageStatus.ERROR }, encode(remoteError, error));
  }

  stream(to: Packet, status: number, body?: Uint8Array): void {
    this.send({ ...to, type: MessageType.STREAM, status }, body);
  }

  event<T>(procedure: number, body: Codec<T>, value: T): void {
    const header = { program: PROGRAM_REMOTE, procedure, type: MessageType.MESSAGE, serial: 0, status: 0 };
    this.send(header, encode(body, value));
  }
}

/** Reads what a packet of `procedure` asks for; undefined for other packets. */
export function argsOf<A, R>(packet: Packet, procedure: Procedure<A, R>): A | undefined {
  const isIt = packet.program === procedure.program && packet.procedure === procedure.number;
  return isIt && packet.type === MessageType.CALL ? procedure.args.get(new Reader(packet.body)) : undefined;
}

export interface FakeServer {
  readonly path: string;
  readonly peers: Peer[];
  stop(): Promise<void>;
}

/** Something on a real unix socket that gets every connection. */
export async function listen(
  onConnection: (socket: Socket) => void,
): Promise<{ path: string; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'fake-libvirt-'));
  const path = join(dir, 'sock');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A libvirtd that only shakes hands, asking for one of `authTypes`; everything else goes to `onPacket`. */
export async function startFakeServer(
  onPacket: (packet: Packet, peer: Peer) => void = () => {},
  authTypes: number[] = [0],
): Promise<FakeServer> {
  const peers: Peer[] = [];
  const { path, stop } = await listen((socket) => {
    const peer = new Peer(socket);
    const splitter = new FrameSplitter();
    peers.push(peer);
    socket.on('data', (chunk) => {
      for (const bytes of splitter.push(chunk)) {
        const packet = { ...parseHeader(bytes), body: Buffer.from(bytes.subarray(HEADER_SIZE)) };
        peer.packets.push(packet);
        if (!shakeHands(packet, peer, authTypes)) onPacket(packet, peer);
      }
    });
  });
  return { path, peers, stop };
}

function shakeHands(packet: Packet, peer: Peer, authTypes: number[]): boolean {
  const { authList, authPolkit, close, open, supportsFeature } = connectProcedures;
  if (argsOf(packet, authList)) peer.reply(packet, authList, { types: authTypes });
  else if (argsOf(packet, authPolkit)) peer.reply(packet, authPolkit, { complete: 1 });
  else if (argsOf(packet, supportsFeature)) peer.reply(packet, supportsFeature, { supported: 1 });
  else if (argsOf(packet, open)) peer.reply(packet, open, {});
  else if (argsOf(packet, close)) peer.reply(packet, close, {});
  else return false;
  return true;
}
