import { once } from 'node:events';
import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConsoleSlice } from '../../../../src/backend/display/console/slice.ts';
import { systemClock } from '../../../../src/backend/engine/clock.ts';
import { readTail } from '../../../../src/backend/host/read-tail.ts';
import {
  type Actor,
  type ConsoleFrame,
  createFrameParser,
  type GuestState,
  maxFrameBytes,
} from '../../../../src/contract/index.ts';
import { silentLog } from '../silent-log.ts';

const tty1: Actor = { seat: 'tty1', role: 'technician' };
const ttyS0: Actor = { seat: 'ttyS0', role: 'technician' };
let folder: string;
let logFile: string;
let server: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bz-console-'));
  logFile = join(folder, 'serial.log');
  await writeFile(logFile, '');
  server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'wires'), resolve));
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Two ends of one wire: what is written at one is read at the other. */
async function wire(): Promise<[Duplex, Duplex]> {
  const accepted = once(server, 'connection');
  const theirs = connect(join(folder, 'wires'));
  theirs.on('error', () => {});
  const [ours] = (await accepted) as [Socket];
  return [ours, theirs];
}

function start() {
  const box = { state: 'running' as GuestState, mayType: true, used: [] as string[] };
  const lines: Duplex[] = [];
  const slice = new ConsoleSlice({
    clock: systemClock,
    log: silentLog,
    open: async () => {
      const [ours, guests] = await wire();
      lines.push(guests);
      return ours;
    },
    guestState: () => box.state,
    logFile,
    readTail,
    readEscapeKey: () => 'Ctrl-]',
    mayType: () => box.mayType,
    onUse: (seat) => box.used.push(seat),
  });
  return { box, slice, lines };
}

/** A seat that reads all that it is sent. */
async function sit(slice: ConsoleSlice, by: Actor, takeOver = false) {
  const [ours, theirs] = await wire();
  const frames: ConsoleFrame[] = [];
  const parse = createFrameParser();
  slice.attach(by, takeOver, () => ours);
  theirs.on('data', (chunk: Buffer) => frames.push(...parse(chunk)));
  theirs.on('error', () => {});
  const text = () =>
    frames.map((frame) => ('bytes' in frame ? Buffer.from(frame.bytes).toString() : '')).join('');
  return {
    wire: theirs,
    text,
    sees: (wanted: string) => expect.poll(text).toContain(wanted),
    hears: (message: object) => expect.poll(() => frames).toContainEqual({ message }),
    opens: (times = 1) =>
      expect.poll(() => frames.filter((f) => 'message' in f && f.message.kind === 'open').length).toBe(times),
  };
}

describe('a seat that has the console', () => {
  test('sees what was said last, from the beginning of a line on, over a change of the file', async () => {
    await writeFile(`${logFile}.0`, `${'old line\n'.repeat(4000)}the end of the old file\n`);
    await writeFile(logFile, 'login: ');
    const { slice } = start();
    const seat = await sit(slice, tty1);
    await seat.sees('the end of the old file\nlogin: ');
    expect(seat.text()).toMatch(/^old line\n/);
    expect(seat.text().length).toBeLessThanOrEqual(16 * 1024);
  });

  test('types to the guest, and is not taken for asleep meanwhile', async () => {
    const { box, slice, lines } = start();
    const seat = await sit(slice, tty1);
    await seat.opens();
    seat.wire.write('l');
    seat.wire.write('s\r');
    await expect.poll(() => String(lines[0]?.read() ?? '')).toContain('s\r');
    expect(box.used).toEqual(['tty1']);
    lines[0]?.write('bin etc');
    await seat.sees('bin etc');
  });

  test('sees after a restart of the guest what it said in between, and nothing twice', async () => {
    const { box, slice, lines } = start();
    const seat = await sit(slice, tty1);
    await seat.opens();
    await appendFile(logFile, 'first run\n');
    lines[0]?.write('first run\n');
    await seat.sees('first run');
    box.state = 'off';
    lines[0]?.destroy();
    await seat.hears({ kind: 'waiting', reason: 'The guest is off' });
    seat.wire.write('typed for nobody');
    await appendFile(logFile, 'BIOS\n');
    box.state = 'running';
    slice.guestChanged();
    await seat.opens(2);
    await seat.sees('BIOS');
    lines[1]?.write('second run\n');
    await seat.sees('second run');
    expect(seat.text()).toBe('first run\nBIOS\nsecond run\n');
  });

  test('holds the guest up where it does not read, and is held up by a guest that does not', async () => {
    const { slice, lines } = start();
    const [ours, theirs] = await wire();
    slice.attach(tty1, false, () => ours);
    await expect.poll(() => lines.length).toBe(1);
    let said = 0;
    const chunk = Buffer.alloc(8192, 'x');
    while (lines[0]?.write(chunk) && said < 100) said++;
    await new Promise((resolve) => setImmediate(resolve));
    while (lines[0]?.write(chunk) && said < 100) said++;
    expect(said).toBeLessThan(100);
    let typed = 0;
    for (let turn = 0; turn < 20; turn++) {
      while (theirs.write(chunk) && typed < 100) typed++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(typed).toBeLessThan(100);
  });

  test('gets what is longer than a frame in several', async () => {
    const { slice, lines } = start();
    const seat = await sit(slice, tty1);
    await seat.opens();
    lines[0]?.write('x'.repeat(3 * maxFrameBytes));
    await expect.poll(() => seat.text().length).toBe(3 * maxFrameBytes);
  });

  test('loses it when it is locked, and nothing that is typed then reaches the guest', async () => {
    const { box, slice, lines } = start();
    const seat = await sit(slice, tty1);
    await seat.opens();
    box.mayType = false;
    seat.wire.write('too late');
    await seat.hears({ kind: 'ended', why: 'locked' });
    expect(lines[0]?.read()).toBeNull();
  });

  test('is told who takes it, and why it ends', async () => {
    const { slice } = start();
    const first = await sit(slice, tty1);
    await first.opens();
    expect(() => slice.attach(ttyS0, false, () => first.wire)).toThrow("tty1 has the guest's console");
    const second = await sit(slice, ttyS0, true);
    await first.hears({ kind: 'ended', why: 'taken', by: 'ttyS0' });
    await second.opens();
    await slice.stop();
    await second.hears({ kind: 'ended', why: 'stopping' });
  });

  test('gives it back by going away', async () => {
    const { slice, lines } = start();
    const first = await sit(slice, tty1);
    await first.opens();
    lines[0]?.resume();
    first.wire.destroy();
    await expect.poll(() => lines[0]?.closed).toBe(true);
    await (await sit(slice, ttyS0)).opens();
  });
});

describe('what was said last', () => {
  const ask = async (slice: ConsoleSlice, limit: number) =>
    (await slice.handlers['guest.console-log']({ query: { limit } }, tty1)).lines;

  test('is given in lines without control characters, also when the file has just changed', async () => {
    const { slice } = start();
    await writeFile(logFile, 'one\r\n\u001b[31mtwo\u001b[0m\u001b]0;evil\u0007\r\nthr\u0000ee\r\n');
    expect(await ask(slice, 10)).toEqual(['one', 'two', 'three']);
    expect(await ask(slice, 2)).toEqual(['two', 'three']);
    await rename(logFile, `${logFile}.0`);
    await writeFile(logFile, 'four');
    expect(await ask(slice, 2)).toEqual(['three', 'four']);
  });

  test('is nothing where nothing is kept', async () => {
    await rm(logFile);
    expect(await ask(start().slice, 10)).toEqual([]);
  });
});
