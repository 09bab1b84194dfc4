import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parsePpm } from '../../lab/driver/ppm.ts';
import { Qmp } from '../../lab/driver/qmp.ts';
import { accepts } from '../until-listens.ts';
import { renderPainterDisk } from './painter.ts';
import type { Picture } from './pictures.ts';

export interface DisplayGuest {
  /** Files that belong to it may be put here. */
  readonly dir: string;
  /** The VNC server's unix socket. */
  readonly vnc: string;
  readonly qmp: Qmp;
  /** What QEMU itself says is on the screen. */
  readScreen(): Promise<Picture>;
  kill(signal: NodeJS.Signals): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface DisplayGuestOptions {
  pictures?: readonly Picture[];
  /** Another guest than the one that shows pictures. */
  disk?: Buffer;
  /** Further options of `-vnc`. */
  vnc?: string;
  /** Further arguments; the folder of the guest is there by then. */
  args?: (dir: string) => Promise<string[]>;
}

/** A QEMU whose guest shows SeaBIOS's screen, and then the pictures, one with each key. */
export async function startDisplayGuest({
  pictures = [],
  disk = renderPainterDisk(pictures),
  vnc = '',
  args,
}: DisplayGuestOptions): Promise<DisplayGuest> {
  const dir = await mkdtemp(join(tmpdir(), 'display-'));
  const [diskFile, socket, qmpSocket] = ['disk', 'vnc', 'qmp'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(diskFile, disk);
  const child = spawn(
    'qemu-system-x86_64',
    [
      ...['-no-user-config', '-nodefaults', '-display', 'none', '-accel', 'tcg', '-m', '32'],
      ...['-device', 'VGA,vgamem_mb=32', '-drive', `file=${diskFile},format=raw,if=ide`],
      ...['-vnc', `unix:${socket}${vnc}`, '-qmp', `unix:${qmpSocket},server=on,wait=off`],
      ...((await args?.(dir)) ?? []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const kill = async (signal: NodeJS.Signals) => {
    if (isOver()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  const dispose = async () => {
    await kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  };
  while (!isOver() && !(await accepts(qmpSocket))) await sleep(20);
  if (isOver()) {
    await dispose();
    throw new Error(`QEMU does not start: ${complaint}`);
  }
  const qmp = await Qmp.connect(qmpSocket);
  return {
    dir,
    vnc: socket,
    qmp,
    async readScreen() {
      const filename = join(dir, 'screen.ppm');
      await qmp.run('screendump', { filename });
      const { width, height, rgb } = parsePpm(await readFile(filename));
      const pixels = new Uint32Array(width * height).map((_, n) => rgb.readUIntBE(n * 3, 3));
      return { width, height, pixels };
    },
    kill,
    [Symbol.asyncDispose]: async () => {
      qmp.close();
      await dispose();
    },
  };
}

/** Presses a key until the guest's screen is so wide: a BIOS that does not listen yet loses them. */
export async function pressUntilWide({ qmp, readScreen }: DisplayGuest, width: number): Promise<Picture> {
  for (;;) {
    const screen = await readScreen();
    if (screen.width === width) return screen;
    await qmp.monitor('sendkey a');
    await sleep(500);
  }
}
