import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { EncodingName } from '../../src/display/rfb/encodings.ts';
import { drawDesktop, type Picture } from '../../test/support/display/pictures.ts';
import { type DisplayGuest, pressUntilWide, startDisplayGuest } from '../../test/support/display/qemu.ts';
import { bundle, writeModuleMark } from '../lib/bundle.ts';
import { measureGarbage } from './display/garbage.ts';
import { measureLive } from './display/live.ts';
import { playFrames } from './display/play-frames.ts';
import { type Frames, recordFrames } from './display/record-frames.ts';
import { measureTyping } from './display/typing.ts';
import { type Figure, toMedian } from './figure.ts';
import { MB } from './memory.ts';

const rounds = 5;
const [width, height] = [1920, 1080];
/** What zlib has compressed can't be said twice, so for ZRLE and Tight each frame is recorded. The others are long enough for the compiler. */
const encodings: Encoding[] = [
  { name: 'raw', recorded: 2, played: 1000, goal: 1.2 },
  { name: 'hextile', recorded: 2, played: 300, goal: 2 },
  { name: 'zrle', recorded: 60, played: 60 },
  { name: 'tight', recorded: 60, played: 60 },
];
const memoryGoalMB = 90;

interface Encoding {
  name: EncodingName;
  recorded: number;
  played: number;
  /** Times libvncclient's. */
  goal?: number;
}

/**
 * Processor time for a whole picture, and memory, of our RFB client and of libvncclient, in turn, on the same recordings of
 * QEMU; how soon a key is seen, and what it costs that nothing changes; and what the client does with garbage. Needs the Debian packages of the group `bench`, and a C compiler.
 */
export async function measureDisplay(root: string): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-bench-'));
  try {
    await writeModuleMark(dir);
    const program = { entry: 'scripts/bench/display/vnc-client.ts', file: 'vnc-client.js' };
    const { file } = await bundle(root, dir, program);
    const clients: Clients = {
      ours: [process.execPath, '--max-semi-space-size=1', file],
      theirs: await buildC(root, dir, 'vnc-client'),
    };
    const figures: Figure[] = [];
    await using guest = await startDisplayGuest({ pictures: [drawDesktop(width, height, 3)] });
    await showPicture(guest);
    for (const encoding of encodings) {
      const frames = await recordFrames(guest.vnc, encoding.name, encoding.recorded);
      figures.push(...(await measureEncoding(encoding, frames, join(dir, 'vnc'), clients)));
    }
    figures.push(...(await measureLive(clients)));
    figures.push(...(await measureTyping(root, dir, (name) => buildC(root, dir, name))));
    return [...figures, await measureGarbage()];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Commands that take a socket and an encoding. */
interface Clients {
  ours: string[];
  theirs: string[];
}

async function buildC(root: string, dir: string, name: string): Promise<string[]> {
  const file = join(dir, name);
  try {
    await execa('cc', ['-O2', '-o', file, join(root, `scripts/bench/display/${name}.c`), '-lvncclient']);
    return [file];
  } catch (cause) {
    const { bench } = JSON.parse(await readFile(join(root, 'scripts/debian-packages.json'), 'utf8'));
    const message = `libvncclient can't be measured: apt-get install --no-install-recommends ${bench.join(' ')}`;
    throw new Error(message, { cause });
  }
}

async function measureEncoding(
  { name, played, goal }: Encoding,
  { greeting, frames }: Frames,
  socket: string,
  { ours, theirs }: Clients,
): Promise<Figure[]> {
  const repeated = Array.from({ length: played }, (_, n) => frames[Math.min(n, frames.length - 1)] as Buffer);
  await using _server = await playFrames(socket, { greeting, frames: repeated });
  const runs: { ours: Run; theirs: Run }[] = [];
  for (let round = 0; round < rounds; round++)
    runs.push({
      ours: await run([...ours, socket, name], played),
      theirs: await run([...theirs, socket, name], played),
    });
  const cpu = {
    ours: toMedian(runs.map((each) => each.ours.cpuMs)),
    theirs: toMedian(runs.map((each) => each.theirs.cpuMs)),
  };
  const memory = {
    ours: Math.max(...runs.map((each) => each.ours.memoryMB)),
    theirs: Math.max(...runs.map((each) => each.theirs.memoryMB)),
  };
  return [
    {
      ...{ name: `a whole picture by ${name}`, value: cpu.ours, unit: 'ms' },
      ...(goal === undefined ? {} : { goal: goal * cpu.theirs }),
      against: { name: 'libvncclient', value: cpu.theirs },
      note: `processor time for ${width}x${height} of something like a desktop, ${Math.round((frames[1]?.length ?? 0) / 1000)} kB as QEMU sends it; median of ${rounds} runs of ${played} pictures, warming up included${goal === undefined ? '' : `; the goal is ${goal} times libvncclient's`}`,
    },
    {
      ...{ name: `memory, ${name}`, value: memory.ours, unit: 'MB', goal: memoryGoalMB },
      against: { name: 'libvncclient', value: memory.theirs },
      note: 'RSS at the end, the largest of the runs, of a process that does nothing else',
    },
  ];
}

interface Run {
  /** For one picture. */
  cpuMs: number;
  memoryMB: number;
}

async function run([file = '', ...args]: string[], pictures: number): Promise<Run> {
  const { stdout } = await execa(file, args);
  const [cpuMs = 0, updates = 0, memoryKB = 0] = stdout.split(' ').map(Number);
  if (updates !== pictures) throw new Error(`${file} has seen ${updates} pictures of ${pictures}`);
  return { cpuMs: cpuMs / updates, memoryMB: (memoryKB * 1024) / MB };
}

/** Past SeaBIOS, and the key that has it shown. */
async function showPicture(guest: DisplayGuest): Promise<void> {
  const shown = await pressUntilWide(guest, width);
  // The picture comes from the disk line by line.
  for (let before: Buffer = Buffer.alloc(0), now = toBytes(shown); !now.equals(before); ) {
    await sleep(1000);
    [before, now] = [now, toBytes(await guest.readScreen())];
  }
}

function toBytes({ pixels }: Picture): Buffer {
  return Buffer.from(pixels.buffer);
}
