import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { Hypervisor } from '../../host/hypervisor.ts';
import type { Images } from '../images/images.ts';
import { runEject } from './eject.ts';
import type { Ejecting } from './ejecting.ts';
import type { GuestDrives } from './guest-drives.ts';
import { type BoxDrive, driveName } from './model.ts';
import { toDriveAlias } from './parse-drive-alias.ts';
import type { WantedDrive } from './plan-drives.ts';

export interface TraysOptions {
  clock: Clock;
  log: Log;
  run: RunCommand;
  hypervisor: Pick<Hypervisor, 'updateDevice'>;
  guestName(): string;
  guest: Pick<GuestDrives, 'attached' | 'look'>;
  ejecting: Ejecting;
  images: Images;
  /** The element of a drive in the place of this number. */
  render(wanted: WantedDrive, number: number): Promise<string>;
  /** What is told of a drive may be another. */
  onChange(): void;
}

/** What a drive has refused is no news any more by then: in the guest much may have happened. */
const refusalMs = 5 * 60_000;

/** Opens the trays of the box's drives, and of the guest's own, and puts images into the latter. */
export class Trays {
  readonly #options: TraysOptions;

  constructor(options: TraysOptions) {
    this.#options = options;
  }

  /** The button of a locked drive was pressed. Where the guest has its disc in a drive of its own, the guest is asked for it. */
  async answerPress(drive: BoxDrive): Promise<void> {
    const { log } = this.#options;
    const medium = this.#mediumOf(drive);
    if (medium?.source === undefined || medium.wanted.image !== undefined) return;
    log.info(`${driveName(drive)}: its button was pressed, and the guest is asked to let go of the disc`);
    try {
      await this.open(drive, false);
    } catch (error) {
      log.warn(`${driveName(drive)}: the tray stays closed`, { error });
    }
  }

  /**
   * Opens the tray; where the guest has the disc in a drive of its own, that one first. An image goes from there, and what is in the box's drive comes.
   * @throws OperatorError `drive.held` where the guest does not let go, or has locked the drive itself
   */
  async open(drive: BoxDrive, force: boolean): Promise<void> {
    const { clock, hypervisor, guestName, run, render, guest, ejecting } = this.#options;
    const medium = this.#mediumOf(drive);
    const isImage = medium?.wanted.image !== undefined;
    ejecting.begin(drive);
    try {
      if (medium?.source !== undefined) {
        const next = { ...medium.wanted, image: undefined, isOut: !isImage };
        const xml = await render(next, medium.number);
        await hypervisor.updateDevice(guestName(), xml, { force }).catch(toHeld);
      }
      if (isImage) return ejecting.forget(drive.id);
      await runEject(run, drive, { force });
      ejecting.done(drive, { isKnown: !this.#isGuests(drive) });
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      ejecting.refuse(drive, error.message);
      clock.after(refusalMs, () => this.#forgetRefusal(drive));
      throw new OperatorError('drive.held', error.message, {
        hint: 'Eject it in the guest, or by force: bezel media eject ID --force',
        cause: error,
      });
    } finally {
      await guest.look();
    }
  }

  /**
   * Gives the guest a file as the disc in its own drive.
   * @throws OperatorError `drive.no-image`, `drive.image`, `drive.gone`; `drive.held` where the guest does not let go of what is in its drive
   */
  async insert(drive: BoxDrive, file: string): Promise<void> {
    const { hypervisor, guestName, render, guest, ejecting, images } = this.#options;
    const medium = this.#mediumOf(drive);
    if (medium === undefined) throw new OperatorError('drive.gone', 'It is gone already');
    // Whatever is under way ends first, and nothing is done with its disc meanwhile.
    ejecting.begin(drive);
    try {
      await guest.look();
      await images.with(file, async (image) => {
        const xml = await render({ ...medium.wanted, image }, medium.number);
        await hypervisor.updateDevice(guestName(), xml).catch(toHeld);
      });
    } finally {
      ejecting.forget(drive.id);
      await guest.look();
    }
  }

  #forgetRefusal(drive: BoxDrive): void {
    const { ejecting } = this.#options;
    if (ejecting.whyHeld(drive) === undefined) return;
    ejecting.forget(drive.id);
    this.#options.onChange();
  }

  /** The guest has the drive itself. */
  #isGuests(drive: BoxDrive): boolean {
    return this.#options.guest.attached(toDriveAlias(drive, 'drive')) !== undefined;
  }

  /** The guest's own drive, with what its disc is read from: that of the box's, an image, or nothing. */
  #mediumOf(
    drive: BoxDrive,
  ): { wanted: WantedDrive; number: number; source: string | undefined } | undefined {
    const alias = toDriveAlias(drive, 'medium');
    const { source, number } = this.#options.guest.attached(alias) ?? {};
    if (alias === undefined || number === undefined) return undefined;
    const image = this.#options.images.of(source)?.number;
    const wanted = { alias, mode: 'medium' as const, what: driveName(drive), drive, isOut: false, image };
    return { wanted, number, source };
  }
}

/** libvirt's words are of trays and time-outs. */
function toHeld(error: unknown): never {
  if (!(error instanceof OperatorError) || error.code !== 'libvirt.refused') throw error;
  throw new OperatorError('drive.held', 'The guest holds on to the disc', { cause: error });
}
