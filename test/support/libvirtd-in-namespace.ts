import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../src/backend/host/commands.ts';
import { keptCapabilities } from './capabilities.ts';
import { untilListens } from './until-listens.ts';

const script = join(import.meta.dirname, 'libvirtd-in-namespace.sh');

/** libvirtd as root, as on a box: it makes taps and joins them to the bridges of a network namespace, and nowhere else. */
export interface LibvirtdInNamespace {
  readonly socket: string;
  readonly uri: 'qemu:///system';
  /** All that it has; files for its QEMUs belong here. */
  readonly dir: string;
  /** Kills it and starts it again on the same directories. QEMUs live on. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** No cgroups, no virtlogd, no users that a machine need not have. */
const qemuConf = `user = "root"
group = "root"
dynamic_ownership = 0
security_driver = "none"
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
`;

export async function startLibvirtdIn(namespace: string): Promise<LibvirtdInNamespace> {
  const dir = await mkdtemp(join(tmpdir(), 'lvn-'));
  for (const name of ['run', 'lib', 'cache', 'log', 'etc']) await mkdir(join(dir, name));
  const capabilities = keptCapabilities('system');
  const capabilitiesDir = join(dir, 'cache/qemu/capabilities');
  await capabilities.give(capabilitiesDir);
  await writeFile(join(dir, 'etc', 'qemu.conf'), qemuConf);
  await writeFile(join(dir, 'etc', 'libvirtd.conf'), 'auth_unix_rw = "none"\n');
  await writeFile(
    join(dir, 'passwd'),
    'root:x:0:0::/root:/bin/sh\nlibvirt-qemu:x:65534:65534::/:/bin/false\n',
  );
  await writeFile(join(dir, 'group'), 'root:x:0:\nkvm:x:36:\nlibvirt:x:65535:\nlibvirt-qemu:x:65534:\n');
  const socket = join(dir, 'run', 'libvirt', 'libvirt-sock');
  let child = await begin(namespace, dir, socket);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return {
    socket,
    uri: 'qemu:///system',
    dir,
    restart: async () => {
      await kill();
      await rm(socket, { force: true });
      child = await begin(namespace, dir, socket);
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
      await killAllIn(namespace);
      await capabilities.keep(capabilitiesDir);
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function begin(namespace: string, dir: string, socket: string): Promise<ChildProcess> {
  const log = await open(join(dir, 'libvirtd.log'), 'a');
  const child = spawn(
    'ip',
    ['netns', 'exec', namespace, 'unshare', '--mount', '--cgroup', 'sh', script, dir],
    {
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    },
  );
  await log.close();
  await untilListens(child, socket, dir);
  return child;
}

/** What still runs in the network namespace is ours: its QEMUs. */
async function killAllIn(namespace: string): Promise<void> {
  for (;;) {
    const pids = await runCommand('ip', ['netns', 'pids', namespace]);
    const running = pids.ok ? pids.stdout.split('\n').filter((pid) => pid !== '') : [];
    if (running.length === 0) return;
    for (const pid of running) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await sleep(20);
  }
}
