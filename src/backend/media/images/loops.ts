import { OperatorError } from '../../engine/operator-error.ts';
import type { CommandResult, RunCommand } from '../../host/commands.ts';
import { type ImagesMachine, readImages } from './read-images.ts';

const loopMs = 30_000;
const settleS = 15;

/**
 * Has the kernel make a block device of an image, to read only: QEMU may open that without any right to the disk that the image is on. systemd
 * runs losetup in the host's own namespace, so that the device holds on to nothing of the backend's.
 */
export class Loops {
  readonly #run: RunCommand;
  readonly #machine: ImagesMachine;

  constructor(run: RunCommand, machine: ImagesMachine) {
    this.#run = run;
    this.#machine = machine;
  }

  /**
   * The kernel's number of the device.
   * @throws OperatorError `drive.image`
   */
  async attach(path: string): Promise<{ name: string; number: number }> {
    const made = await this.#losetup('--find', '--show', '--read-only', path);
    if (!made.ok) throw failed(made.message);
    await this.#run('udevadm', ['settle', `--timeout=${settleS}`], { timeoutMs: 2 * settleS * 1000 });
    const name = made.stdout.trim().replace(/^\/dev\//, '');
    const { images } = await readImages(this.#machine);
    const image = images.find((each) => each.name === name);
    // What the kernel has opened is what counts, whatever was there when the path was looked at.
    if (image?.path === path) return image;
    if (/^loop\d+$/.test(name)) await this.detach(name);
    throw failed('the kernel has opened another file');
  }

  /** Frees the device; where somebody has it open, as soon as nobody has. */
  async detach(name: string): Promise<void> {
    const done = await this.#losetup('--detach', `/dev/${name}`);
    if (!done.ok && !/no such device/i.test(done.message)) throw failed(done.message);
  }

  #losetup(...args: string[]): Promise<CommandResult> {
    const unit = ['--quiet', '--collect', '--wait', '--pipe'];
    return this.#run('systemd-run', [...unit, '--', 'losetup', ...args], { timeoutMs: loopMs });
  }
}

const failed = (why: string): OperatorError =>
  new OperatorError('drive.image', `The image cannot be made a disc: ${why}`);
