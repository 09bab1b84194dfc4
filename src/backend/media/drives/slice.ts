import type { Drive, DriveMode, Drives, Medium, Problem } from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Slice } from '../../engine/slice.ts';
import type { LookAtFile } from '../../host/look-at-file.ts';
import { Decisions } from '../decisions.ts';
import { Images } from '../images/images.ts';
import { News } from '../news.ts';
import type { MediaSliceOptions } from '../options.ts';
import type { Wish } from '../plan-wish.ts';
import { Ejecting } from './ejecting.ts';
import { GuestDrives } from './guest-drives.ts';
import { type BoxDrive, driveName } from './model.ts';
import { DriveOperations } from './operations.ts';
import { toDecisionKey, toDriveAlias } from './parse-drive-alias.ts';
import { planDriveNews } from './plan-drive-news.ts';
import { planDriveWish } from './plan-drive-wish.ts';
import type { WantedDrive } from './plan-drives.ts';
import { planMode } from './plan-mode.ts';
import { readDrives } from './read-drives.ts';
import { renderDrive } from './render-drive.ts';
import { toDrives } from './to-drives.ts';
import { Trays } from './trays.ts';

export interface DrivesOptions extends MediaSliceOptions {
  /** Writes to a file of the kernel's that is there; throws. */
  writeText(path: string, text: string): Promise<void>;
  lookAtFile: LookAtFile;
  /** `/usr/lib/bezel/templates/drive.xml` */
  template: string;
}

type Table = Omit<Drives, 'news'>;
type Calls = `drives.${'list' | 'attach' | 'detach' | 'eject' | 'images' | 'insert'}`;

/** The CD and DVD drives of the box belong to the guest. */
export class DrivesSlice implements Slice<Calls> {
  readonly #options: DrivesOptions;
  readonly #decisions: Decisions;
  readonly #ejecting = new Ejecting();
  readonly #images: Images;
  readonly #guest: GuestDrives;
  readonly #trays: Trays;
  readonly #operations: DriveOperations;
  readonly #news: News<Drive>;
  /** As of the last thing that happened. */
  #table: Table | undefined;
  #published = '';
  #unreadable = false;
  /** The paths of what is lent, as the table of media has them. */
  #lent = '';
  #leave: () => void = () => {};

  constructor(options: DrivesOptions) {
    this.#options = options;
    const { clock, log, hypervisor, guestName } = options;
    this.#decisions = new Decisions(options.db, options.bootId, ['ua-drive-']);
    this.#news = new News({ clock, log, plan: planDriveNews });
    const { run, machine, lookAtFile } = options;
    this.#images = new Images({ log, run, machine, lookAtFile });
    this.#guest = new GuestDrives({
      ...{ clock, log, hypervisor, name: guestName },
      scan: () => this.#scan(),
      toWanted: (drive) => this.#toWanted(drive),
      render: (wanted, number) => this.#render(wanted, number),
      poll: (name, on) => options.writeText(`/sys/block/${name}/events_poll_msecs`, on ? '-1' : '0'),
      onScan: (drives) => this.#onScan(drives),
      onChange: () => this.#publish(),
    });
    this.#trays = new Trays({
      ...{ clock, log, run, hypervisor, guestName },
      ...{ guest: this.#guest, ejecting: this.#ejecting, images: this.#images },
      render: (wanted, number) => this.#render(wanted, number),
      onChange: () => this.#publish(),
    });
    this.#operations = new DriveOperations({
      ...{ runner: options.runner, decisions: this.#decisions, guest: this.#guest },
      ...{ ejecting: this.#ejecting, trays: this.#trays },
      row: (id) => this.#read().drives.find((row) => row.id === id),
    });
  }

  readonly handlers: Slice<Calls>['handlers'] = {
    'drives.list': () => this.get(),
    'drives.attach': ({ body }, by) => this.#operations.submit('attach', body.id, by),
    'drives.detach': ({ body }, by) => this.#operations.submit('detach', body.id, by),
    'drives.eject': ({ body }, by) =>
      this.#operations.submit(body.force ? 'force-eject' : 'eject', body.id, by),
    'drives.images': async () => ({ images: await this.#images.list() }),
    'drives.insert': ({ body }, by) => this.#operations.submit('insert', body.id, by, body.file),
  };

  /** To be called when the guest's name is known. */
  async start(): Promise<void> {
    const { bus } = this.#options;
    const leaves = [
      bus.on('config', () => {
        this.#table = undefined;
        void this.#guest.check();
      }),
      bus.on('media', ({ media }) => this.#onMedia(media)),
    ];
    this.#leave = () => {
      for (const leave of leaves) leave();
    };
    this.#guest.start();
    void this.#guest.look();
  }

  async stop(): Promise<void> {
    this.#leave();
    this.#guest.stop();
  }

  /** Of what is lent or returned udev tells nothing. */
  #onMedia(media: readonly Medium[]): void {
    const lent = media.flatMap((row) => row.lent?.path ?? []).join('\n');
    if (lent === this.#lent) return;
    this.#lent = lent;
    void this.#guest.look();
  }

  /** udev has told of something. */
  look(): void {
    void this.#guest.look();
  }

  get(): Drives {
    return this.#withNews(this.#read());
  }

  get problems(): Problem[] {
    return this.#read().problems;
  }

  #read(): Table {
    this.#table ??= this.#make();
    return this.#table;
  }

  #make(): Table {
    const guest = this.#guest;
    const table = toDrives({
      mode: (drive) => this.#mode(drive),
      ...{ drives: guest.drives, live: guest.live },
      wish: (drive) => this.#wish(drive),
      isAttaching: (alias) => guest.isAttaching(alias),
      isLeaving: (alias) => guest.isLeaving(alias),
      whyBusy: (alias) => guest.whyBusy(alias),
      whyNot: (alias) => guest.whyNot(alias),
      whyHeld: (drive) => this.#ejecting.whyHeld(drive),
      isEjected: (drive) => this.#ejecting.isEjected(drive),
      imageOf: (attached) => this.#images.of(attached.source)?.path,
      hasLent: this.#images.lent.length > 0,
    });
    return this.#unreadable ? { ...table, problems: [unreadable, ...table.problems] } : table;
  }

  #wish(drive: BoxDrive): Wish {
    const { own, readPolicy, lineOf } = this.#options;
    const key = toDecisionKey(drive);
    const decision = key === undefined ? undefined : this.#decisions.of(key);
    return planDriveWish(drive, { own, policy: readPolicy().media, decision, lineOf });
  }

  #mode(drive: BoxDrive): DriveMode {
    return planMode(this.#options.readPolicy().media.drives, drive);
  }

  #toWanted(drive: BoxDrive): WantedDrive | undefined {
    const mode = this.#mode(drive);
    const alias = mode === 'none' ? undefined : toDriveAlias(drive, mode);
    if (alias === undefined || mode === 'none' || this.#wish(drive).kind !== 'give') return undefined;
    const image = this.#images.of(this.#guest.attached(alias)?.source);
    return {
      ...{ alias, mode, drive, what: driveName(drive), isOut: this.#ejecting.isOut(drive) },
      image: image === undefined ? undefined : image.isThere ? image.number : 'over',
    };
  }

  async #scan(): Promise<BoxDrive[] | undefined> {
    const { machine, readPolicy } = this.#options;
    const sources = readPolicy().guest?.disks.map(({ source }) => source) ?? [];
    const drives = await readDrives(
      machine,
      sources.filter((source) => source.startsWith('/dev/')),
    );
    this.#unreadable = drives === undefined;
    if (drives !== undefined && drives.length > 0) await this.#images.read();
    return drives;
  }

  #onScan(drives: readonly BoxDrive[]): void {
    this.#decisions.keep(new Set(drives.flatMap((drive) => toDecisionKey(drive) ?? [])));
    this.#ejecting.keep(new Set(drives.map(({ id }) => id)));
    const { live } = this.#guest;
    if (live.kind === 'up') this.#images.sweep(new Set(live.attached.map(({ source }) => source)));
    if (live.kind === 'off') this.#images.sweep(new Set());
    const pressed = drives.filter((drive) => this.#ejecting.takePress(drive));
    // What opens by itself needs nobody: only a drive that the guest has locked asks. One that is the guest's own is heard by the guest.
    for (const drive of pressed) void this.#trays.answerPress(drive);
  }

  /** @throws OperatorError `drive.template` */
  async #render(wanted: WantedDrive, number: number): Promise<string> {
    const { files, template } = this.#options;
    const text = await files.readText(template);
    if (!text.ok) throw new OperatorError('drive.template', `The template cannot be read: ${text.message}`);
    return renderDrive(text.value, wanted, number);
  }

  #publish(): void {
    this.#table = undefined;
    const table = this.#read();
    // Nothing is news while nobody knows what the guest has.
    const { drives, live } = this.#guest;
    if (drives !== undefined && live.kind !== 'unknown') this.#news.tell(table.drives, live.kind === 'up');
    const now = this.#withNews(table);
    const text = JSON.stringify(now);
    if (text !== this.#published) {
      this.#published = text;
      this.#options.bus.publish('drives', now);
    }
    this.#operations.changed();
  }

  #withNews(table: Table): Drives {
    const { last } = this.#news;
    return { ...table, ...(last === undefined ? {} : { news: last }) };
  }
}

const unreadable: Problem = {
  code: 'drive.unreadable',
  severity: 'warning',
  message: 'The drives of the box cannot be listed',
  hint: 'Whatever the guest has of them it keeps',
};
