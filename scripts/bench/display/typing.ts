import { execa } from 'execa';
import { startDisplayGuest } from '../../../test/support/display/qemu.ts';
import { bundle } from '../../lib/bundle.ts';
import { type Figure, toMedian } from '../figure.ts';
import { renderTypistDisk } from './typist.ts';

const rounds = 3;
const keys = 60;
const idleMs = 15_000;
/** From the key to the picture. */
const goalMs = 30;
/** "Almost nothing" of one processor. */
const idleGoalPercent = 1;

/**
 * The time from a key to what the guest draws of it, and the processor time while nothing changes, of the viewer's way, of the same without its nudges, and of
 * libvncclient, in turn, on a live guest of 1920x1080 that answers at once.
 * @param buildC Compiles a C client of this folder; the command to run it.
 */
export async function measureTyping(
  root: string,
  dir: string,
  buildC: (name: string) => Promise<string[]>,
): Promise<Figure[]> {
  const program = { entry: 'scripts/bench/display/typing-client.ts', file: 'typing-client.js' };
  const { file } = await bundle(root, dir, program);
  const node = [process.execPath, '--max-semi-space-size=1', file];
  const theirs = await buildC('typing-client');
  await using guest = await startDisplayGuest({ disk: renderTypistDisk() });
  const all = { viewer: new Runs(), plain: new Runs(), theirs: new Runs() };
  const lengths = [String(keys), String(idleMs)];
  for (let round = 0; round < rounds; round++) {
    all.viewer.add(await run([...node, guest.vnc, 'viewer', ...lengths]));
    all.plain.add(await run([...node, guest.vnc, 'plain', ...lengths]));
    all.theirs.add(await run([...theirs, guest.vnc, ...lengths]));
  }
  const { viewer, plain } = all;
  const times = (runs: Runs) =>
    `median ${runs.median.toFixed(1)} ms, 95th percentile ${runs.at(0.95).toFixed(1)} ms`;
  return [
    {
      ...{ name: 'from a key to its picture', value: viewer.median, unit: 'ms', goal: goalMs },
      against: { name: 'libvncclient', value: all.theirs.median },
      note: `${rounds} runs of ${keys} keys, on a guest of 1920x1080 that answers at once; ours ${times(viewer)}, ours without nudges ${times(plain)}, libvncclient ${times(all.theirs)}`,
    },
    {
      ...{ name: 'processor while nothing changes, at work', value: viewer.idle, unit: '%' },
      ...{ goal: idleGoalPercent, against: { name: 'libvncclient', value: all.theirs.idle } },
      note: `of one processor, ${idleMs / 1000} s after the last key: QEMU is nudged for a minute yet`,
    },
    {
      ...{ name: 'processor while nothing changes, left alone', value: plain.idle, unit: '%' },
      ...{ goal: idleGoalPercent, against: { name: 'libvncclient', value: all.theirs.idle } },
      note: `of one processor, over ${idleMs / 1000} s without nudges`,
    },
  ];
}

/** What the runs of one client have measured. */
class Runs {
  readonly #times: number[] = [];
  readonly #idle: number[] = [];

  add(numbers: number[]): void {
    if (numbers.length !== keys + 1) throw new Error(`${numbers.length - 1} keys were seen of ${keys}`);
    this.#times.push(...numbers.slice(0, -1));
    this.#idle.push(((numbers.at(-1) ?? 0) / idleMs) * 100);
  }

  get median(): number {
    return toMedian(this.#times);
  }

  at(share: number): number {
    return this.#times.toSorted((a, b) => a - b)[Math.floor(this.#times.length * share)] ?? Number.NaN;
  }

  /** Percent of one processor. */
  get idle(): number {
    return toMedian(this.#idle);
  }
}

async function run([file = '', ...args]: string[]): Promise<number[]> {
  const { stdout } = await execa(file, args);
  return stdout.trim().split(' ').map(Number);
}
