import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Handlers } from '../../../src/backend/engine/slice.ts';
import { EventRing } from '../../../src/backend/guest-api/event-ring.ts';
import { GuestChannel } from '../../../src/backend/server/guest/channel/guest-channel.ts';
import { type ChannelLimits, channelLimits } from '../../../src/backend/server/guest/channel/limits.ts';
import { GuestServer } from '../../../src/backend/server/guest/guest-server.ts';
import { golden } from '../../unit/backend/server/api.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';
import { ManualClock } from '../../unit/client/manual-clock.ts';

/** The other end of the channel, where QEMU is in a box: whatever the guest writes and reads. */
export interface ChannelGuest {
  clock: ManualClock;
  channel: GuestChannel;
  events: EventRing;
  path: string;
  warnings: string[];
  /** The connection that the backend has made. */
  socket(): Promise<Socket>;
  /** How often the backend has connected. */
  connections(): number;
  /** Whole lines that have come on the newest connection, while somebody reads them. */
  lines: string[];
  /** Writes, and waits until so many lines have come. */
  ask(text: string | Buffer, count?: number): Promise<Answered[]>;
  /** QEMU ends. */
  end(): Promise<void>;
}

export interface Answered {
  id: string | number | null;
  status: number;
  body: { error?: { code: string } } & Record<string, unknown>;
}

export async function startChannel(
  limits: Partial<ChannelLimits> = {},
  handlers: Partial<Handlers> = {},
): Promise<ChannelGuest> {
  const folder = await mkdtemp(join(tmpdir(), 'bz-ch-'));
  const path = join(folder, 'org.bezel.guest.0');
  const clock = new ManualClock();
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
  const api = new GuestServer({
    ...{ clock, log },
    handlers: { ...golden(), ...handlers },
    place: { host: '127.0.0.1', port: 0 },
    peer: '127.0.0.1',
    onChange: () => {},
  });
  const events = new EventRing(clock, 'aaaa');
  const channel = new GuestChannel({
    ...{ clock, log, app: api.app, news: events },
    limits: { ...channelLimits, ...limits },
  });
  const sockets: Socket[] = [];
  const lines: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    lines.length = 0;
    let rest = '';
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (text: string) => {
      const [last = '', ...whole] = (rest + text).split('\n').reverse();
      rest = last;
      lines.push(...whole.reverse());
    });
  });
  const listen = (): Promise<unknown> => once(server.listen(path), 'listening');
  await listen();
  const end = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  onTestFinished(async () => {
    channel.stop();
    await end();
    await api.stop(0);
    await rm(folder, { recursive: true, force: true });
  });
  const guest: ChannelGuest = {
    ...{ clock, channel, events, path, warnings, lines, end },
    connections: () => sockets.length,
    socket: async () => {
      await expect.poll(() => sockets.at(-1)?.destroyed).toBe(false);
      return sockets.at(-1) as Socket;
    },
    ask: async (text, count = 1) => {
      const socket = await guest.socket();
      const before = lines.length;
      socket.write(text);
      await expect.poll(() => lines.length - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
      return lines.slice(before).map((line) => JSON.parse(line) as Answered);
    },
  };
  channel.follow(path);
  return guest;
}
