import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { pressUntilWide, startDisplayGuest } from '../../../test/support/display/qemu.ts';
import { type Figure, toMedian } from '../figure.ts';
import { renderTypistDisk } from './typist.ts';

const rounds = 3;
const watchedMs = 10_000;

/** Commands that take a socket and an encoding, and end with their server. */
interface Clients {
  ours: string[];
  theirs: string[];
}

/**
 * What a client sees of a live guest of 1920x1080 that changes all of its screen without end, and what that costs: ours and libvncclient in turn, by Raw. QEMU
 * takes a processor for that guest, and looks at it every 30 ms at most.
 */
export async function measureLive({ ours, theirs }: Clients): Promise<Figure[]> {
  const runs: { ours: Watched; theirs: Watched }[] = [];
  for (let round = 0; round < rounds; round++)
    runs.push({ ours: await watch(ours), theirs: await watch(theirs) });
  const median = (pick: (run: (typeof runs)[number]) => number) => toMedian(runs.map(pick));
  const note = `${rounds} runs of ${watchedMs / 1000} s by Raw, on a guest that changes all of 1920x1080 without end`;
  return [
    {
      ...{ name: 'from one live picture to the next', value: median((run) => run.ours.everyMs), unit: 'ms' },
      against: { name: 'libvncclient', value: median((run) => run.theirs.everyMs) },
      note,
    },
    {
      ...{ name: 'a live picture', value: median((run) => run.ours.cpuMs), unit: 'ms' },
      goal: 1.2 * median((run) => run.theirs.cpuMs),
      against: { name: 'libvncclient', value: median((run) => run.theirs.cpuMs) },
      note: `processor time for each; ${note}; the goal is 1.2 times libvncclient's`,
    },
  ];
}

interface Watched {
  everyMs: number;
  /** For one picture. */
  cpuMs: number;
}

async function watch([file = '', ...args]: string[]): Promise<Watched> {
  await using guest = await startDisplayGuest({ disk: renderTypistDisk() });
  await pressUntilWide(guest, 1920);
  await guest.qmp.monitor('sendkey n');
  const client = execa(file, [...args, guest.vnc, 'raw']);
  await sleep(watchedMs);
  await guest.kill('SIGKILL');
  const { stdout } = await client;
  const [cpuMs = 0, updates = 0] = stdout.split(' ').map(Number);
  if (updates < 2) throw new Error(`${file} has seen ${updates} live pictures`);
  return { everyMs: watchedMs / updates, cpuMs: cpuMs / updates };
}
