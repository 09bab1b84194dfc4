import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GuestChannel } from '../../../src/backend/server/guest/channel/guest-channel.ts';
import { GuestServer } from '../../../src/backend/server/guest/guest-server.ts';
import { startSide } from '../../unit/backend/guest-api/guest-side.ts';
import { golden } from '../../unit/backend/server/api.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/guest-api.md'), 'utf8');
const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, kind = '', body = '']) => ({
  kind,
  body,
}));
/** Each command of the page with the answer that follows it. */
const commands = blocks.flatMap(({ kind, body }, index) =>
  kind === 'sh'
    ? [
        {
          command: body.trim(),
          answer: blocks[index + 1]?.kind === 'json' ? blocks[index + 1]?.body : undefined,
        },
      ]
    : [],
);
const conversations = blocks
  .filter(({ kind }) => kind === 'channel')
  .map(({ body }) => body.trim().split('\n'));

/** What a guest in a box has: a TCP port of the host, and a channel. */
async function startHost() {
  const folder = await mkdtemp(join(tmpdir(), 'bz-gd-'));
  const path = join(folder, 'org.bezel.guest.0');
  const side = await startSide();
  side.guestIs('running');
  const { clock } = side;
  const api = new GuestServer({
    ...{ clock, log: silentLog, handlers: { ...golden(), ...side.slice.handlers } },
    ...{ place: { host: '127.0.0.1', port: 0 }, peer: '127.0.0.1', onChange: () => {} },
  });
  await api.serve(true);
  const channel = new GuestChannel({ clock, log: silentLog, app: api.app, news: side.slice.events });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
  channel.follow(path);
  const socket = await connected;
  onTestFinished(async () => {
    channel.stop();
    socket.destroy();
    server.close();
    await api.stop(0);
    await rm(folder, { recursive: true, force: true });
  });
  return { side, api, socket };
}

/** What a JSON value is made of: the keys and the kinds of values; of a list each different one. Codes and states must be the very same. */
function toShape(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(toShape(item))))];
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, item]) => [name, toShape(item, name)]),
    );
  return ['kind', 'code', 'state', 'status', 'id', 'message', 'missed'].includes(key) ? value : typeof value;
}

describe('every example of docs/guest-api.md', () => {
  it.each(commands)('is answered as it says: $command', async ({ command, answer }) => {
    expect(answer).toBeDefined();
    const { side, api } = await startHost();
    if (command.includes('/events')) {
      const stopping = { because: 'power-button', limitAt: '2026-03-01T08:02:00.000Z' } as const;
      side.bus.publish('guest-event', { kind: 'power-button', consequence: 'stop' });
      side.bus.publish('guest-event', {
        kind: 'stopping',
        ...stopping,
        atLimit: 'ask',
        afterwards: 'power-off',
      });
    }
    const here = `http://127.0.0.1:${api.port}`;
    const env = {
      PATH: `${join(root, 'assets/guest')}:${process.env.PATH}`,
      ...{ BEZEL_API: here, BEZEL_PORT: '/nowhere', no_proxy: '*' },
    };
    const said = await new Promise<string>((resolve, reject) => {
      execFile('sh', ['-c', command.replace('http://169.254.100.1:8169', here)], { env }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      );
    });
    const shape = toShape(JSON.parse(answer ?? ''));
    // The box of the page has fewer NICs than that of the test.
    if (command.endsWith('/v1/box'))
      expect(toShape(JSON.parse(said))).toMatchObject({ product: (shape as { product: object }).product });
    else expect(toShape(JSON.parse(said))).toEqual(shape);
  });

  it.each(conversations)('is a conversation on the channel: %s', async (...lines) => {
    const { side, socket } = await startHost();
    side.bus.publish('guest-event', { kind: 'power-button', consequence: 'none' });
    let heard = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk;
    });
    for (const line of lines) {
      if (line.startsWith('> ')) {
        heard = '';
        socket.write(`${line.slice(2)}\n`);
      } else {
        await expect.poll(() => heard.endsWith('\n')).toBe(true);
        expect(toShape(JSON.parse(heard))).toEqual(toShape(JSON.parse(line.slice(2))));
      }
    }
  });
});
