import type { ImageFile } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { LookAtFile } from '../../host/look-at-file.ts';
import { Lender } from '../lend/lender.ts';
import type { Lent } from '../lend/model.ts';
import { listImageFiles } from './list-image-files.ts';
import { Loops } from './loops.ts';
import { type DiscImage, toImageSource } from './model.ts';
import { planImage, whyNoImage } from './plan-image.ts';
import { type ImagesMachine, type Images as Read, readImages } from './read-images.ts';

export interface ImagesOptions {
  log: Log;
  run: RunCommand;
  machine: ImagesMachine;
  lookAtFile: LookAtFile;
}

/**
 * The images on lent disks that drives of the guest have. Which ones have which is told by the kernel's loop devices and libvirt's live XML: nothing is
 * remembered but what is under way.
 */
export class Images {
  readonly #options: ImagesOptions;
  readonly #loops: Loops;
  readonly #lender: Lender;
  #now: Read = { images: [], lent: [], gone: [] };
  #underWay = 0;
  /** What is being freed or unmounted. */
  readonly #ending = new Set<string>();

  constructor(options: ImagesOptions) {
    this.#options = options;
    this.#loops = new Loops(options.run, options.machine);
    this.#lender = new Lender(options.run, options.machine);
  }

  async read(): Promise<void> {
    this.#now = await readImages(this.#options.machine);
  }

  /** The image that a drive has, by what its disc is read from. */
  of(source: string | undefined): DiscImage | undefined {
    return this.#now.images.find((image) => toImageSource(image) === source);
  }

  get lent(): readonly Lent[] {
    return this.#now.lent;
  }

  async list(): Promise<ImageFile[]> {
    await this.read();
    return listImageFiles(this.#options.machine, this.#options.lookAtFile, this.#now.lent);
  }

  /**
   * Has a file be a disc while `use` gives it to a drive. It stays one as long as QEMU has it open.
   * @throws OperatorError `drive.no-image`, `drive.image`, and what `use` throws
   */
  async with(path: string, use: (number: number) => Promise<void>): Promise<void> {
    this.#underWay += 1;
    try {
      await this.read();
      await this.#demand(path);
      const { name, number } = await this.#loops.attach(path);
      try {
        await use(number);
      } finally {
        await this.#loops.detach(name);
      }
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Frees what no drive has, and has what is left of pulled disks unmounted. `sources`: what the discs of the guest's drives are read from. */
  sweep(sources: ReadonlySet<string | undefined>): void {
    if (this.#underWay > 0) return;
    const { images, gone } = this.#now;
    for (const image of images)
      if (!sources.has(toImageSource(image))) this.#end(image.name, () => this.#loops.detach(image.name));
    for (const { path } of gone)
      if (!images.some((image) => image.path.startsWith(`${path}/`)))
        this.#end(path, () => this.#lender.unmount(path));
  }

  #end(what: string, work: () => Promise<void>): void {
    if (this.#ending.has(what)) return;
    this.#ending.add(what);
    work()
      .catch((error: unknown) => this.#options.log.warn(`${what} cannot be freed`, { error }))
      .finally(() => this.#ending.delete(what));
  }

  async #demand(path: string): Promise<void> {
    const plan = planImage(path, this.#now.lent);
    if (!plan.ok) throw noImage(plan.why);
    const looked = await this.#options.lookAtFile(path);
    if (!looked.ok) throw noImage('There is no such file');
    const why = whyNoImage(looked.value);
    if (why !== undefined) throw noImage(why);
  }
}

const noImage = (why: string): OperatorError =>
  new OperatorError('drive.no-image', why, {
    hint: 'Lend the disk that it is on, then see which images there are: bezel media images',
  });
