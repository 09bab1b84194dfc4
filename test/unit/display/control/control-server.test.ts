import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlServer } from '../../../../src/display/control/control-server.ts';
import type { ControlMessage, Told } from '../../../../src/display/control/model.ts';
import { eventually } from '../../../support/eventually.ts';

const told: Told = { view: 'guest', scene: 'splash', outputs: [], connectors: [], inputs: [] };
let dir: string;
let path: string;
let server: ControlServer;
let messages: ControlMessage[];
const sockets: Socket[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bz-control-'));
  path = join(dir, 'control.sock');
  messages = [];
  server = new ControlServer({
    path,
    onMessage: (message) => messages.push(message),
    failed: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.stop();
  await rm(dir, { recursive: true, force: true });
});

function call(): { socket: Socket; heard: () => string; closed: Promise<unknown> } {
  const socket = connect({ path });
  sockets.push(socket);
  let heard = '';
  socket.setEncoding('utf8').on('data', (text) => {
    heard += text;
  });
  socket.on('error', () => {});
  return { socket, heard: () => heard, closed: new Promise((resolve) => socket.on('close', resolve)) };
}

test('whoever calls hears what is so, and what changes; the same is not told twice', async () => {
  await server.start();
  server.tell(told);
  const { heard } = call();
  await eventually(() => expect(heard()).toBe(`${JSON.stringify(told)}\n`));
  server.tell({ ...told });
  server.tell({ ...told, scene: 'console' });
  await eventually(() => expect(heard().trimEnd().split('\n')).toHaveLength(2));
});

test('takes the place of what a killed one has left', async () => {
  await writeFile(path, '');
  await server.start();
  const { socket } = call();
  socket.write('{"show":"console"}\n');
  await eventually(() => expect(messages).toEqual([{ show: 'console' }]));
});

test('what is no message is passed over, and what has no end is hung up on', async () => {
  await server.start();
  const { socket, closed } = call();
  socket.write('nothing\n{"show":"moon"}\n{"wanted":{"first":"guest"}}\n{"show":"guest"}\n');
  await eventually(() => expect(messages).toEqual([{ show: 'guest' }]));
  socket.write('x'.repeat(200_000));
  await closed;
});

test('a fifth caller is turned away', async () => {
  await server.start();
  server.tell(told);
  const four = [call(), call(), call(), call()];
  for (const { heard } of four) await eventually(() => expect(heard()).not.toBe(''));
  await call().closed;
});
