import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptCapabilities } from './capabilities.ts';
import { untilListens } from './until-listens.ts';

const LIBVIRTD = '/usr/sbin/libvirtd';
/** As root, libvirtd would use the machine's own /etc, /run and /var/lib: so it runs as `nobody`, in session mode. */
const NOBODY = 65_534;

export interface Libvirtd {
  /** The unix socket to connect to. */
  readonly socket: string;
  /** What to open on it; `test:///default` works too. */
  readonly uri: 'qemu:///session';
  /** All that this libvirtd has; files for its QEMUs belong here. Gone after stop(). */
  readonly dir: string;
  readonly pid: number;
  /** Sends a signal; after a deadly one, resolves when the process is gone. QEMUs live on. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same directories, killing it first if it runs. */
  restart(): Promise<void>;
  /** Makes a path below `dir` readable and writable for QEMU. */
  give(path: string): Promise<void>;
  /** Ends libvirtd and its QEMUs, and removes `dir`. */
  stop(): Promise<void>;
}

/** A libvirtd of our own, on private directories. It neither sees nor touches the machine's. `config` is libvirtd.conf. */
export async function startLibvirtd({ config = '' }: { config?: string } = {}): Promise<Libvirtd> {
  const dir = await mkdtemp(join(tmpdir(), 'lv-'));
  const asRoot = process.getuid?.() === 0;
  const give = async (path: string) => {
    await chmod(path, 0o770);
    if (asRoot) await chown(path, NOBODY, NOBODY);
  };
  await give(dir);
  for (const name of ['run', 'config', 'cache', 'data']) await mkdir(join(dir, name));
  const capabilities = keptCapabilities('session');
  const capabilitiesDir = join(dir, 'cache/libvirt/qemu/cache/capabilities');
  await capabilities.give(capabilitiesDir);
  for (const name of await readdir(dir, { recursive: true })) await give(join(dir, name));
  await writeFile(join(dir, 'libvirtd.conf'), config);
  const socket = join(dir, 'run', 'libvirt', 'libvirt-sock');
  let child = await spawnLibvirtd(dir, socket, asRoot);

  const kill = async (signal: NodeJS.Signals) => {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') await exit;
  };
  return {
    socket,
    uri: 'qemu:///session',
    dir,
    give,
    kill,
    get pid() {
      return child.pid ?? 0;
    },
    async restart() {
      await kill('SIGKILL');
      await rm(socket, { force: true });
      child = await spawnLibvirtd(dir, socket, asRoot);
    },
    async stop() {
      await kill('SIGKILL');
      await killQemus(dir);
      await capabilities.keep(capabilitiesDir);
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function spawnLibvirtd(dir: string, socket: string, asRoot: boolean): Promise<ChildProcess> {
  const log = await open(join(dir, 'libvirtd.log'), 'a');
  const child = spawn(LIBVIRTD, ['--config', join(dir, 'libvirtd.conf')], {
    cwd: dir,
    ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    stdio: ['ignore', log.fd, log.fd],
    env: {
      PATH: process.env.PATH,
      HOME: dir,
      LC_ALL: 'C.UTF-8',
      XDG_RUNTIME_DIR: join(dir, 'run'),
      XDG_CONFIG_HOME: join(dir, 'config'),
      XDG_CACHE_HOME: join(dir, 'cache'),
      XDG_DATA_HOME: join(dir, 'data'),
    },
  });
  await log.close();
  await untilListens(child, socket, dir);
  return child;
}

/** Kills what the pid files name, if it is still a process that runs on our directory. */
async function killQemus(dir: string): Promise<void> {
  const run = join(dir, 'run', 'libvirt', 'qemu', 'run');
  const names = await readdir(run).catch(() => []);
  for (const name of names.filter((file) => file.endsWith('.pid'))) {
    const pid = Number(await readFile(join(run, name), 'utf8'));
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes(dir)) continue;
    process.kill(pid, 'SIGKILL');
    while (
      await readFile(`/proc/${pid}/cmdline`).then(
        (line) => line.length > 0,
        () => false,
      )
    )
      await sleep(20);
  }
}
