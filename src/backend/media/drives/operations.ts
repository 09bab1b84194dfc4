import type { Actor, Drive, DriveAction, Operation } from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Runner, WorkContext } from '../../engine/work.ts';
import type { Decisions } from '../decisions.ts';
import type { Decision } from '../model.ts';
import { Settling } from '../settling.ts';
import type { Ejecting } from './ejecting.ts';
import type { GuestDrives } from './guest-drives.ts';
import type { BoxDrive } from './model.ts';
import { toDecisionKey } from './parse-drive-alias.ts';
import type { Trays } from './trays.ts';

export interface DriveOperationsOptions {
  runner: Runner;
  decisions: Pick<Decisions, 'set'>;
  guest: Pick<GuestDrives, 'drives' | 'live' | 'check'>;
  ejecting: Pick<Ejecting, 'forget'>;
  trays: Pick<Trays, 'open' | 'insert'>;
  /** The row of an ID, as it is now. */
  row(id: string): Drive | undefined;
}

/** What technicians do with drives: an operation each. */
export class DriveOperations {
  readonly #options: DriveOperationsOptions;
  readonly #settling: Settling<Drive>;

  constructor(options: DriveOperationsOptions) {
    this.#options = options;
    this.#settling = new Settling(options.row);
  }

  /** To be called when a row may be another: whoever waits for one looks again. */
  changed(): void {
    this.#settling.changed();
  }

  /** `file`: the image to insert. @throws OperatorError `drive.unknown`, `drive.not-possible` */
  submit(action: DriveAction, id: string, by: Actor, file = ''): Operation {
    this.#demand(action, id);
    const work: Record<DriveAction, (context: WorkContext) => Promise<void>> = {
      attach: () => this.#attach(id),
      detach: (context) => this.#detach(id, context),
      eject: (context) => this.#eject(id, false, context),
      'force-eject': (context) => this.#eject(id, true, context),
      insert: (context) => this.#insert(id, file, context),
    };
    return this.#options.runner.submit({
      ...{ kind: `drives.${action}`, by, cancellable: false },
      run: work[action],
    });
  }

  /** @throws OperatorError `drive.unknown`, `drive.not-possible` */
  #demand(action: DriveAction, id: string): void {
    const row = this.#options.row(id);
    if (row === undefined)
      throw new OperatorError('drive.unknown', 'There is no such drive', {
        hint: 'See which there are: bezel media',
        status: 404,
      });
    const { allowed, reason } = row.actions[action];
    if (!allowed) throw new OperatorError('drive.not-possible', reason ?? 'This is not possible now');
  }

  async #attach(id: string): Promise<void> {
    this.#demand('attach', id);
    this.#decide(id, 'given');
    this.#options.ejecting.forget(id);
    await this.#options.guest.check();
    const row = this.#options.row(id);
    if (this.#options.guest.live.kind === 'up' && row?.state !== 'attached')
      throw new OperatorError('drive.refused', row?.why ?? 'It is gone already');
  }

  async #detach(id: string, { signal, progress }: WorkContext): Promise<void> {
    this.#demand('detach', id);
    if (this.#options.row(id)?.present === true) this.#decide(id, 'taken');
    progress('The guest is asked to let go of it');
    const end = await this.#settling.letGo(id, signal, this.#options.guest);
    if (end?.state === 'busy')
      throw new OperatorError('drive.busy', end.why, {
        hint: 'See whether it is in use in the guest; then take it back once more',
      });
    progress('The guest has let go of it', 1);
  }

  async #eject(id: string, force: boolean, { progress }: WorkContext): Promise<void> {
    this.#demand(force ? 'force-eject' : 'eject', id);
    progress('The tray is opened');
    const isImage = this.#options.row(id)?.image !== undefined;
    await this.#options.trays.open(this.#drive(id), force);
    progress(isImage ? 'The guest has let go of the image' : 'The tray is open', 1);
  }

  async #insert(id: string, file: string, { progress }: WorkContext): Promise<void> {
    this.#demand('insert', id);
    progress('The guest gets it', 0.3);
    await this.#options.trays.insert(this.#drive(id), file);
    progress('The guest has it', 1);
  }

  /** @throws OperatorError `drive.gone` */
  #drive(id: string): BoxDrive {
    const drive = this.#options.guest.drives?.find((each) => each.id === id);
    if (drive === undefined) throw new OperatorError('drive.gone', 'It is gone already');
    return drive;
  }

  #decide(id: string, decision: Decision): void {
    const key = toDecisionKey(this.#drive(id));
    if (key === undefined) throw new OperatorError('drive.gone', 'It is gone already');
    this.#options.decisions.set(key, decision);
  }
}
