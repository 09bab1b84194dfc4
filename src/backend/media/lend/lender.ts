import { OperatorError } from '../../engine/operator-error.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { Files } from '../../host/files.ts';
import type { UsbDisk } from '../model.ts';
import { lentFolder } from './model.ts';
import { planLend, planOptions } from './plan-lend.ts';
import { readFileSystems } from './read-file-systems.ts';

export interface LendWish {
  /** The first that may be mounted, where none is named; 0 is the whole disk. */
  partition?: number | undefined;
  /** Read-only unless said otherwise. */
  write?: boolean | undefined;
  /** Only a file system that can be written to is meant. */
  mustWrite?: boolean | undefined;
}

/** A stick that is dirty, or slow, takes its time. */
const mountMs = 60_000;
const settleS = 15;

/**
 * Has systemd mount what is lent, and unmount it: the mount is the host's, in front of every program's sandbox, and stays when the backend ends. It
 * goes when the disk is pulled out.
 */
export class Lender {
  readonly #run: RunCommand;
  readonly #machine: Pick<Files, 'listNames' | 'readText'>;

  constructor(run: RunCommand, machine: Pick<Files, 'listNames' | 'readText'>) {
    this.#run = run;
    this.#machine = machine;
  }

  /**
   * Mounts a disk that the guest has let go of; the path.
   * @throws OperatorError `media.no-file-system`, `media.not-mounted`
   */
  async mount(
    disk: Pick<UsbDisk, 'name' | 'sequence'>,
    alias: string,
    { partition, write = false, mustWrite = false }: LendWish,
  ): Promise<string> {
    // What the guest has made of it is looked at by udev when QEMU has closed it.
    await this.#run('udevadm', ['settle', `--timeout=${settleS}`], { timeoutMs: 2 * settleS * 1000 });
    const plan = planLend(await readFileSystems(this.#machine, disk.name), partition, mustWrite);
    if (!plan.ok)
      throw new OperatorError('media.no-file-system', plan.why, { hint: 'The guest gets it back' });
    const path = toPath(alias);
    const part = plan.partition === 0 ? '' : `-part${plan.partition}`;
    const node = `/dev/disk/by-diskseq/${disk.sequence}${part}`;
    const options = planOptions(plan.type, { write });
    const mounted = await this.#run(
      'systemd-mount',
      ['--quiet', '--collect', '--fsck=no', `--type=${plan.type}`, `--options=${options}`, node, path],
      { timeoutMs: mountMs },
    );
    if (mounted.ok) return path;
    // One that takes too long would be there later, when nobody expects it any more.
    await this.unmount(path).catch(() => {});
    throw new OperatorError('media.not-mounted', `It cannot be mounted: ${mounted.message}`, {
      hint: 'Its file system may be damaged; the guest gets it back',
    });
  }

  /**
   * Unmounts what is mounted there, if anything is, when all of it has been written. Also what systemd is about to mount.
   * @throws OperatorError `media.in-use`
   */
  async unmount(path: string): Promise<void> {
    const done = await this.#run('systemd-mount', ['--quiet', '--umount', path], { timeoutMs: mountMs });
    if (done.ok || /not (a mount|mounted|found|loaded)|does not exist/i.test(done.message)) return;
    throw new OperatorError('media.in-use', `It cannot be unmounted: ${done.message}`, {
      hint: 'See which program of the host uses it, and return it once more when that has ended',
    });
  }
}

/** One plug-in, one path: `/run/bezel-lent/1-2.3-0-17`. */
export const toPath = (alias: string): string =>
  `${lentFolder}/${alias.replace(/^ua-medium-/, '').replaceAll('_', '.')}`;
