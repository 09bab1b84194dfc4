import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../src/client/connection.ts';
import { startRawServer } from '../../support/api-server.ts';
import { eventually } from '../../support/eventually.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const STREAM = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';

async function callAgainst(onConnection: (socket: Socket) => void, timeoutMs = 300): Promise<unknown> {
  await using server = await startRawServer(onConnection);
  const client = createClient({ socketPath: server.socketPath, timeoutMs });
  const outcome = await client.call('status.get').catch((error: unknown) => error);
  await eventually(() => expect(server.connections()).toBe(0));
  return outcome;
}

/** Says something as soon as the request has come. */
const say =
  (text: string, end = false) =>
  (socket: Socket) =>
    void socket.once('data', () => (end ? socket.end(text) : socket.write(text)));

const unreachable = (reason: string) => ({ name: 'Unreachable', code: 'backend.unreachable', reason });

describe('a call to a server that', () => {
  test('does not exist is unreachable', async () => {
    const client = createClient({ socketPath: '/nonexistent/bezel.sock' });
    await expect(client.call('status.get')).rejects.toMatchObject(unreachable('absent'));
  });

  test('has a name that no socket can have is unreachable', async () => {
    const client = createClient({ socketPath: `/tmp/${'x'.repeat(300)}` });
    await expect(client.call('status.get')).rejects.toMatchObject(unreachable('absent'));
  });

  test('accepts and never answers is unreachable after the time-out', async () => {
    expect(await callAgainst(() => {})).toMatchObject(unreachable('silent'));
  });

  test('begins to answer and pauses for ever is unreachable after the time-out', async () => {
    expect(await callAgainst(say(`${HEAD}Content-Length: 10\r\n\r\n{`))).toMatchObject(unreachable('silent'));
  });

  test('drips its head one byte at a time for ever is unreachable after the time-out', async () => {
    const drip = (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    };
    expect(await callAgainst(drip)).toMatchObject(unreachable('silent'));
  });

  test('closes at once is unreachable', async () => {
    expect(await callAgainst((socket) => socket.destroy(), 5000)).toMatchObject(unreachable('ended'));
  });

  test('closes in the middle of the body is unreachable', async () => {
    expect(await callAgainst(say(`${HEAD}Content-Length: 10\r\n\r\n{"a"`, true), 5000)).toMatchObject(
      unreachable('ended'),
    );
  });

  test('speaks something else is unreachable', async () => {
    expect(await callAgainst(say('SSH-2.0-OpenSSH_9.9\r\n', true), 5000)).toMatchObject(
      unreachable('garbled'),
    );
  });

  test('answers what is not JSON is unreachable', async () => {
    expect(await callAgainst(say(`${HEAD}\r\n<html>`, true), 5000)).toMatchObject(unreachable('garbled'));
  });

  test.each(['null', '[]', '"text"', '7', ''])(
    'answers %j instead of an object is unreachable',
    async (text) => {
      expect(await callAgainst(say(`${HEAD}\r\n${text}`, true), 5000)).toMatchObject(unreachable('garbled'));
    },
  );

  test('answers without end is unreachable, and is not read without end', async () => {
    const flood = (socket: Socket) => {
      const chunk = Buffer.alloc(1024 * 1024, 0x20);
      socket.write(`${HEAD}\r\n`);
      const pump = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', pump);
      pump();
    };
    expect(await callAgainst(flood, 5000)).toMatchObject(unreachable('garbled'));
  });

  test('sends endless headers is unreachable', async () => {
    const headers = (socket: Socket) =>
      void socket.write(`HTTP/1.1 200 OK\r\n${`x: ${'y'.repeat(1000)}\r\n`.repeat(100)}`);
    expect(await callAgainst(headers, 5000)).toMatchObject(unreachable('garbled'));
  });
});

describe('an event stream of a server that', () => {
  const follow = async (onConnection: (socket: Socket) => void, timeoutMs = 5000, quietMs = 60_000) => {
    await using server = await startRawServer(onConnection);
    const client = createClient({ socketPath: server.socketPath, timeoutMs, quietMs });
    const outcome = await client.events({ onEvent: () => {} }).catch((error: unknown) => error);
    await eventually(() => expect(server.connections()).toBe(0));
    return outcome;
  };

  test('accepts and never answers is unreachable after the time-out', async () => {
    expect(await follow(() => {}, 300)).toMatchObject(unreachable('silent'));
  });

  test('answers something else is unreachable', async () => {
    expect(await follow(say(`${HEAD}\r\n{}`, true))).toMatchObject(unreachable('garbled'));
  });

  test('sends a line without end is unreachable', async () => {
    const flood = (socket: Socket) => {
      const chunk = Buffer.alloc(1024 * 1024, 0x61);
      socket.write(STREAM);
      const pump = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', pump);
      pump();
    };
    expect(await follow(flood)).toMatchObject(unreachable('garbled'));
  });

  test('falls quiet and no longer answers calls is unreachable', async () => {
    let first = true;
    const freeze = (socket: Socket) => {
      if (first) socket.write(STREAM);
      first = false;
    };
    expect(await follow(freeze, 500, 50)).toMatchObject(unreachable('silent'));
  });

  test('falls quiet and still answers calls stays open', async () => {
    let calls = 0;
    await using server = await startRawServer((socket) => {
      socket.once('data', (head) => {
        if (String(head).startsWith('GET /v1/events')) return void socket.write(STREAM);
        calls += 1;
        socket.end(`${HEAD}\r\n{}`);
      });
    });
    const abort = new AbortController();
    const client = createClient({ socketPath: server.socketPath, timeoutMs: 5000, quietMs: 20 });
    const done = client.events({ signal: abort.signal, onEvent: () => {} });
    await eventually(() => expect(calls).toBeGreaterThan(2));
    abort.abort();
    await expect(done).resolves.toBeUndefined();
  });
});
