import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { LedgerEntry, Power } from '../../../../src/contract/index.ts';
import { ConsoleFlags, type Domain, Libvirt } from '../../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../../support/libvirtd.ts';
import { type BackendProcess, prepareBackend } from '../../backend/process.ts';
import { bootDisk } from './boot-sector.ts';

const assets = join(import.meta.dirname, '../../../../assets/systemd');
const templates = join(import.meta.dirname, '../../../../templates');

/** A backend in a process of its own, with a guest that ends as it is told. */
export interface PowerBox {
  libvirtd: Libvirtd;
  backend: BackendProcess;
  connection: Libvirt;
  dom(): Promise<Domain>;
  /** `rest`: more of the policy. */
  writePolicy(rest?: string, guest?: string): Promise<void>;
  /** Waits until the guest has booted so many times altogether. */
  booted(times: number): Promise<void>;
  boots(): number;
  /** Tells the guest on its serial line what to do. */
  tell(letter: string): Promise<void>;
  /** Has the guest not heed its power button. */
  ignoresButton(): Promise<void>;
  ledger(): Promise<LedgerEntry[]>;
  /** Waits until power is so. */
  until<T>(look: (power: Power) => T | undefined | false): Promise<T>;
  /** Waits for this many entries of which the newest has come to its end. */
  entered(count: number): Promise<LedgerEntry>;
  qemuPid(): number;
  /** Runs what bezel-witness.service runs. */
  witness(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startPowerBox({ watchdog = 'reset', args = [] as string[] } = {}): Promise<PowerBox> {
  const libvirtd = await startLibvirtd();
  const { socket, uri, dir } = libvirtd;
  const serialLog = join(dir, 'serial.log');
  const disk = join(dir, 'guest.img');
  await writeFile(disk, bootDisk());
  await libvirtd.give(disk);
  await writeFile(serialLog, '');
  await libvirtd.give(serialLog);
  const own = join(dir, 'templates');
  await mkdir(own);
  await cp(templates, own, { recursive: true });
  const xml = await readFile(join(own, 'domain.xml'), 'utf8');
  // The smallest of QEMU's watchdogs: one port.
  const ib700 = `<watchdog model='ib700' action='${watchdog}'/>`;
  await writeFile(
    join(own, 'domain.xml'),
    xml.replace(/\{%- if watchdog %\}[\s\S]*?<\/watchdog>\s*\{%- endif %\}/, ib700),
  );
  const connection = await Libvirt.open({ socket, uri });
  const backend = await prepareBackend([
    ...['--libvirt-socket', socket, '--libvirt-uri', uri, '--serial-log', serialLog, '--templates', own],
    ...['--witness', join(dir, 'witness'), ...args],
  ]);
  let witness: ChildProcess | undefined;
  const { admin } = backend;
  const dom = () => connection.lookupByName('guest');
  const boots = () => readFileSync(serialLog, 'latin1').split('B').length - 1;
  const wait = { timeout: 90_000, interval: 20 };
  const ledger = async () => (await admin.call('power.ledger', { query: { limit: 200 } })).entries;
  const tell = async (letter: string): Promise<void> => {
    const console = await connection.openConsole(await dom(), undefined, ConsoleFlags.FORCE);
    console.on('error', () => {}).resume();
    console.write(letter);
    // It is gone with the guest.
    setTimeout(() => console.destroy(), 3000).unref();
  };
  return {
    ...{ libvirtd, backend, connection, dom, boots, ledger },
    writePolicy: (rest = '', guest = '') =>
      writeFile(
        backend.policyFile,
        `version: 1
guest:
  accelerator: tcg
  memory: { minMiB: 64, maxMiB: 64 }
  cpus: { max: 1 }
  stopTimeoutS: 5
  disks: [{ target: vda, source: ${disk} }]
${guest}
network: { nics: none }
${rest}`,
      ),
    booted: (times) =>
      vi.waitFor(() => {
        if (boots() < times) throw new Error(`booted ${boots()} times\n${backend.output().slice(-3000)}`);
      }, wait),
    tell,
    ignoresButton: async () => {
      await tell('i');
      await vi.waitFor(() => {
        if (!readFileSync(serialLog, 'latin1').includes('I')) throw new Error('it has not heard');
      }, wait);
    },
    until: (look) =>
      vi.waitFor(async () => {
        const power = await admin.call('power.get');
        const found = look(power);
        if (found === undefined || found === false) throw new Error(JSON.stringify(power, null, 1));
        return found;
      }, wait),
    entered: (count) =>
      vi.waitFor(async () => {
        const entries = await ledger();
        const [newest] = entries;
        if (newest === undefined || entries.length < count || ['waiting', 'acting'].includes(newest.outcome))
          throw new Error(`${JSON.stringify(entries, null, 1)}\n${backend.output().slice(-3000)}`);
        return newest;
      }, wait),
    qemuPid: () => Number(readFileSync(join(dir, 'run/libvirt/qemu/run/guest.pid'), 'utf8')),
    witness: async () => {
      const unit = await readFile(join(assets, 'bezel-witness.service'), 'utf8');
      const [, events = ''] = /--event "(.*)"$/m.exec(unit) ?? [];
      const file = await open(join(dir, 'witness'), 'a');
      witness = spawn(
        'virsh',
        [
          ...['--quiet', '--connect', `qemu+unix:///session?socket=${socket}`],
          ...['qemu-monitor-event', '--loop', '--regex', '--event', events.replace('$$', '$')],
        ],
        { stdio: ['ignore', file.fd, 'ignore'] },
      );
      await file.close();
    },
    [Symbol.asyncDispose]: async () => {
      witness?.kill('SIGKILL');
      await backend[Symbol.asyncDispose]();
      await connection.close();
      await libvirtd.stop();
    },
  };
}
