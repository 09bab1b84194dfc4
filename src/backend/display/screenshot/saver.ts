import type { Actor, Operation, ScreenshotSaveRequest } from '../../../contract/index.ts';
import type { DiskLoans, LoanWish } from '../../engine/disk-loans.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import { partOf, type Runner, type WorkContext } from '../../engine/work.ts';
import type { WriteNewFile } from '../../host/write-new-file.ts';
import type { Shot } from './last-picture.ts';
import { planNames } from './plan-names.ts';
import { toWriteError } from './to-write-error.ts';

export interface SaverOptions {
  runner: Runner & { unfinished(): readonly Operation[] };
  loans(): DiskLoans;
  write: WriteNewFile;
  /** A picture that is taken after this call. */
  take(): Promise<Shot>;
}

const kind = 'guest.screenshot-save';

/**
 * Saves pictures of the display on USB disks. The picture is taken before anything else is done, also before what waits in the queue: it is what was seen.
 * One at a time is kept for that.
 */
export class ScreenshotSaver {
  readonly #options: SaverOptions;

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /** @throws OperatorError `guest.saving`, what `take` throws, and where the disk cannot be written to */
  async submit({ medium, partition }: ScreenshotSaveRequest, by: Actor): Promise<Operation> {
    const { runner, take } = this.#options;
    const wish = { id: medium, partition };
    this.#demand(wish);
    const shot = await take();
    this.#demand(wish);
    return runner.submit({ kind, by, cancellable: true, run: (work) => this.#run(wish, shot, work) });
  }

  #demand(wish: LoanWish): void {
    this.#options.loans().demand(wish);
    if (this.#options.runner.unfinished().some((operation) => operation.kind === kind))
      throw new OperatorError('guest.saving', 'Another picture of the display is being saved', {
        hint: 'Wait until that is done, or cancel it',
      });
  }

  async #run(wish: LoanWish, { mime, bytes, time }: Shot, work: WorkContext): Promise<void> {
    const { write } = this.#options;
    const loans = this.#options.loans();
    const disk = loans.demand(wish);
    const part = partOf(work, 0.4, 0.9);
    let name: string | undefined;
    const save = async (folder: string) => {
      work.signal.throwIfAborted();
      part.progress('The picture is written', 0);
      name = await write({
        ...{ folder, isMount: true, names: planNames(time, mime), content: bytes, signal: work.signal },
        onProgress: (fraction) => part.progress('The picture is written', fraction),
      }).catch((error: unknown) => {
        throw toWriteError(error, disk);
      });
    };
    try {
      const whose = await loans.borrow(wish, work, save);
      work.progress(`${name} is on ${disk}. ${whose}`, 1);
    } catch (error) {
      if (name === undefined || !(error instanceof OperatorError)) throw error;
      const { message, code, details } = error;
      throw new OperatorError(code, `${name} is on ${disk}, which is not returned: ${message}`, details);
    }
  }
}
