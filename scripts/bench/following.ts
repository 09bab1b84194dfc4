import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '../../src/client/connection.ts';
import { ConsoleFlags, Libvirt } from '../../src/libvirt/index.ts';
import { guestPolicy } from '../../test/integration/backend/guest-policy.ts';
import { bootDisk } from '../../test/integration/power/support/boot-sector.ts';
import { type Libvirtd, startLibvirtd } from '../../test/support/libvirtd.ts';
import { end, toBezeldCommand } from './bezeld.ts';
import { type Figure, toMedian } from './figure.ts';

const rounds = 20;

/**
 * From QEMU's event to what follows of it, with a real libvirtd and a QEMU whose guest of 512 bytes reboots or halts when it is told to. Held against
 * the way by hand: a shell that reads `virsh event`. Needs the bundle; the machine's power is not touched.
 */
export async function measureFollowing(root: string): Promise<Figure[]> {
  const libvirtd = await startLibvirtd();
  const dir = await mkdtemp(join(tmpdir(), 'bezel-bench-'));
  const serialLog = join(libvirtd.dir, 'serial.log');
  await writePolicy(dir, libvirtd, serialLog);
  const bezeld = await startBackend(root, dir, libvirtd, serialLog);
  const script = startScript(libvirtd, join(dir, 'script'));
  const connection = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  try {
    const guest = { connection, serialLog };
    const decided: number[] = [];
    const byScript: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await booted(guest, round + 1);
      await tell(guest, 'r');
      const at = await stopOf(bezeld.client, round + 1);
      await until(async () => (await readScript(dir)).length > round);
      decided.push(bezeld.decidedAfterMs()[round] ?? Number.NaN);
      byScript.push(((await readScript(dir))[round] ?? Number.NaN) - at);
    }
    await booted(guest, rounds + 1);
    await tell(guest, 'h');
    const at = await stopOf(bezeld.client, rounds + 1);
    await until(async () => bezeld.poweredOffAt() !== undefined);
    const slowest = Math.max(...decided);
    return [
      {
        name: "from QEMU's event to the decision in the ledger",
        value: toMedian(decided),
        unit: 'ms',
        goal: 10,
        against: { name: 'a shell that reads virsh event', value: toMedian(byScript) },
        note: `median of ${rounds} reboots of a guest by TCG; the slowest took ${slowest} ms. QEMU's stamp and our clock are read to the millisecond`,
      },
      {
        name: "from QEMU's event to the box's power-off",
        value: (bezeld.poweredOffAt() ?? Number.NaN) - at,
        unit: 'ms',
        note: 'one halt without a countdown, until bezeld says that it would power the box off: there it runs `systemctl poweroff` then',
      },
    ];
  } finally {
    if (script.pid !== undefined) process.kill(-script.pid, 'SIGTERM');
    await connection.close();
    await bezeld.stop();
    await libvirtd.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function writePolicy(dir: string, libvirtd: Libvirtd, serialLog: string): Promise<void> {
  const disk = join(libvirtd.dir, 'guest.img');
  await writeFile(disk, bootDisk());
  await libvirtd.give(disk);
  await writeFile(serialLog, '');
  await libvirtd.give(serialLog);
  const power = 'power: { halted: { delayS: 0 }, backOff: { delaysS: [0], giveUpAfter: 0 } }';
  await writeFile(join(dir, 'appliance.yaml'), guestPolicy(disk, power));
}

interface Bezeld {
  client: Client;
  /** As its log says, the oldest first. */
  decidedAfterMs(): number[];
  /** Milliseconds since 1970; undefined: it has not said so yet. */
  poweredOffAt(): number | undefined;
  stop(): Promise<void>;
}

async function startBackend(
  root: string,
  dir: string,
  libvirtd: Libvirtd,
  serialLog: string,
): Promise<Bezeld> {
  const [file = '', ...args] = await toBezeldCommand(root, dir, [
    ...['--templates', join(root, 'templates'), '--serial-log', serialLog],
    ...['--libvirt-socket', libvirtd.socket, '--libvirt-uri', libvirtd.uri],
  ]);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  let poweredOffAt: number | undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('The box would power off')) poweredOffAt ??= Date.now();
  });
  return {
    client: createClient({ socketPath: join(dir, 'run/admin.sock') }),
    decidedAfterMs: () => [...output.matchAll(/"decidedAfterMs":(\d+)/g)].map(([, ms]) => Number(ms)),
    poweredOffAt: () => poweredOffAt,
    stop: () => end(child),
  };
}

/** The way by hand. It writes down when it has heard of a stop, in nanoseconds since 1970. */
function startScript({ socket }: Libvirtd, file: string): ChildProcess {
  const uri = `qemu+unix:///session?socket=${socket}`;
  const loop = `while :; do virsh --quiet --connect "$1" event --domain guest --event lifecycle --loop 2>/dev/null; sleep 0.2; done |
    while read -r line; do case $line in *Stopped*) date +%s%N >>"$2";; esac; done`;
  const args = ['--pdeathsig', 'TERM', 'bash', '-c', loop, 'bash', uri, file];
  // A process group of its own, which ends as a whole.
  return spawn('setpriv', args, { stdio: 'ignore', detached: true });
}

/** In milliseconds since 1970. */
async function readScript(dir: string): Promise<number[]> {
  const text = await readFile(join(dir, 'script'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number(line) / 1e6);
}

interface Guest {
  connection: Libvirt;
  serialLog: string;
}

/** It says `B` when it has booted. */
const booted = ({ serialLog }: Guest, times: number): Promise<void> =>
  until(async () => readFileSync(serialLog, 'latin1').split('B').length - 1 >= times);

async function tell({ connection }: Guest, letter: string): Promise<void> {
  const dom = await connection.lookupByName('guest');
  const console = await connection.openConsole(dom, undefined, ConsoleFlags.FORCE);
  console.on('error', () => {}).resume();
  console.write(letter);
  setTimeout(() => console.destroy(), 3000).unref();
}

/** When QEMU said that the guest ends, of the stop with this number, in milliseconds since 1970. */
async function stopOf(client: Client, id: number): Promise<number> {
  for (;;) {
    const { entries } = await client.call('power.ledger', { query: { limit: 5 } });
    const sign = entries
      .find((entry) => entry.id === id)
      ?.evidence.find(({ source, what }) => source === 'qemu' && what.startsWith('SHUTDOWN'));
    if (sign !== undefined) return Date.parse(sign.at);
    await sleep(20);
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('what is to be measured does not happen');
    await sleep(5);
  }
}
