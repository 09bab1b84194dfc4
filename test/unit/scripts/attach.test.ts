import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attach } from '../../../scripts/lib/attach.ts';
import { ScreenModel } from '../../lab/driver/screen-model.ts';
import { eventually } from '../../support/eventually.ts';

let dir: string;
let server: Server;
let box: Promise<Socket>;
let keyboard: PassThrough & { isTTY: boolean; setRawMode(raw: boolean): void; raw: boolean };
let screen: PassThrough;
let received: string;
let drawn: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bezel-attach-'));
  received = '';
  drawn = '';
  server = createServer();
  box = new Promise((resolve) => {
    server.once('connection', (socket) => {
      socket.on('data', (bytes) => {
        received += String(bytes);
      });
      socket.on('error', () => {});
      resolve(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(join(dir, 'serial'), resolve));
  keyboard = Object.assign(new PassThrough(), {
    isTTY: true,
    raw: false,
    setRawMode(raw: boolean) {
      keyboard.raw = raw;
    },
  });
  screen = new PassThrough();
  screen.on('data', (bytes) => {
    drawn += String(bytes);
  });
});
afterEach(async () => {
  server.close();
  await rm(dir, { recursive: true, force: true });
});

const start = (signal = new AbortController().signal) =>
  attach({ socket: join(dir, 'serial'), keyboard, screen, signal });

describe('a terminal on a serial line', () => {
  it('passes every byte both ways, Ctrl-C too, and asks for a picture at once', async () => {
    const attached = start();
    const socket = await box;
    keyboard.write('ab\u0003');
    await eventually(() => expect(received).toBe('\fab\u0003'));
    socket.write('\u001b[2Jhello');
    await eventually(() => expect(drawn).toBe('\u001b[2Jhello'));
    expect(keyboard.raw).toBe(true);
    keyboard.write('\u001d');
    await attached;
  });

  it('leaves on Ctrl-], sends what came before it, and puts the terminal back', async () => {
    const attached = start();
    await box;
    await eventually(() => expect(received).toBe('\f'));
    keyboard.write('yes\u001dno');
    expect(await attached).toBe('left');
    await eventually(() => expect(received).toBe('\fyes'));
    expect(keyboard.raw).toBe(false);
    await eventually(() => expect(drawn).toContain('\u001b[?1049l\u001b[?25h'));
  });

  it("leaves the shell's next line below what was drawn last", async () => {
    const terminal = new ScreenModel({ onReply: () => {} });
    const attached = start();
    const rows = Array.from({ length: 24 }, (_, row) => `\u001b[${row + 1};1Hrow ${row + 1}`).join('');
    (await box).write(`\u001b[2J${rows}\u001b[3;5H`);
    await eventually(() => expect(drawn).toContain('row 24'));
    keyboard.write('\u001d');
    await attached;
    await eventually(() => expect(drawn).toMatch(/\r\n$/));
    await terminal.write(Buffer.from(`${drawn}$`));
    const lines = terminal.lines();
    expect(lines.slice(0, 2)).toEqual(['row 2', 'row 3']);
    expect(lines.slice(-2)).toEqual(['row 24', '$']);
    terminal.dispose();
  });

  it('ends with the line, and puts the terminal back', async () => {
    const attached = start();
    (await box).end();
    expect(await attached).toBe('ended');
    expect(keyboard.raw).toBe(false);
  });

  it('leaves when it is cancelled', async () => {
    const controller = new AbortController();
    const attached = start(controller.signal);
    await box;
    controller.abort();
    expect(await attached).toBe('left');
  });

  it('asks for a new picture when the terminal changes its size', async () => {
    const attached = start();
    await box;
    await eventually(() => expect(received).toBe('\f'));
    screen.emit('resize');
    await eventually(() => expect(received).toBe('\f\f'));
    keyboard.write('\u001d');
    await attached;
  });

  it('says so when there is no line, and never touches the terminal', async () => {
    const attached = attach({
      socket: join(dir, 'none'),
      keyboard,
      screen,
      signal: new AbortController().signal,
    });
    await expect(attached).rejects.toThrow('ENOENT');
    expect(keyboard.raw).toBe(false);
  });
});
