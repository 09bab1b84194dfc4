import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Frames } from './record-frames.ts';

/** Says to each who connects what was recorded, and hangs up. The server at `path` is there until it is closed. */
export async function playFrames(path: string, { greeting, frames }: Frames): Promise<AsyncDisposable> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    void play(socket);
  });
  const play = async (socket: Socket) => {
    for (const part of [greeting, ...frames])
      if (!socket.write(part)) await once(socket, 'drain').catch(() => {});
    socket.end();
  };
  server.listen(path);
  await once(server, 'listening');
  return {
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
