import type { Media, MediaAction, Medium, Problem } from '../../contract/index.ts';
import { type Coalesced, coalesce } from '../engine/coalesce.ts';
import type { DiskLoans } from '../engine/disk-loans.ts';
import type { Slice } from '../engine/slice.ts';
import type { GuestFreeze } from '../host/agent/guest-freeze.ts';
import type { FollowCommand } from '../host/follow-command.ts';
import { Decisions } from './decisions.ts';
import { Elements } from './elements.ts';
import { flushDisk } from './flush/flush-disk.ts';
import { GuestMedia } from './guest-media.ts';
import { endLends } from './lend/end-lends.ts';
import { Lender } from './lend/lender.ts';
import { News } from './news.ts';
import { MediaOperations } from './operations.ts';
import type { MediaSliceOptions } from './options.ts';
import { toAlias } from './parse-alias.ts';
import { planNews } from './plan-news.ts';
import { withActivity } from './read-activity.ts';
import { Scan } from './scan.ts';
import { toMedia } from './to-media.ts';
import { watchUdev } from './watch-udev.ts';
import { Wishes } from './wishes.ts';

export interface MediaOptions extends MediaSliceOptions {
  freeze: Pick<GuestFreeze, 'run'>;
  follow: FollowCommand;
  /** `/usr/lib/bezel/templates/medium.xml` */
  template: string;
  /** udev has told of something that may be a drive. */
  onDrives?(): void;
  /** Names of the disks that the running host is made of. */
  readBootDisks(): Promise<ReadonlySet<string>>;
}

const lookEveryMs = 100;
/** udev needs some tenths of a second for a new device, and says nothing when it is done with all. */
const lookAgainMs = 500;

type Calls = 'media.list' | 'media.test-rules' | `media.${MediaAction}`;
type Table = Omit<Media, 'news'>;

/** The USB disks and devices of the box belong to the guest. */
export class MediaSlice implements Slice<Calls> {
  readonly #options: MediaOptions;
  readonly #decisions: Decisions;
  readonly #guest: GuestMedia;
  readonly #trigger: Coalesced;
  readonly #drives: Coalesced;
  readonly #lender: Lender;
  readonly #elements: Elements;
  readonly #operations: MediaOperations;
  /** As of the last thing that happened. */
  #table: Table | undefined;
  readonly #news: News<Medium>;
  readonly #wishes: Wishes;
  #published = '';
  readonly #scan: Scan;
  #cancelLook = (): void => {};
  #watch: { stop(): Promise<void> } | undefined;
  #leave: () => void = () => {};

  constructor(options: MediaOptions) {
    this.#options = options;
    const { clock, log, hypervisor, guestName } = options;
    this.#decisions = new Decisions(options.db, options.bootId);
    this.#news = new News({ clock, log, plan: planNews });
    this.#wishes = new Wishes({
      ...{ own: options.own, decisions: this.#decisions, lineOf: options.lineOf },
      readPolicy: () => options.readPolicy().media,
      plugged: () => this.#guest.plugged ?? [],
      isHeld: (alias) => this.#guest.has(alias),
    });
    this.#scan = new Scan({
      machine: options.machine,
      readPolicy: options.readPolicy,
      readBootDisks: options.readBootDisks,
      onUnsettled: () => this.#lookLater(),
    });
    this.#elements = new Elements(options);
    this.#guest = new GuestMedia({
      ...{ clock, log, hypervisor, name: guestName },
      scan: () => this.#scan.read(),
      forget: () => this.#scan.forget(),
      scanDisk: (name) => this.#scan.readDisk(name),
      isWanted: (plugged) => this.#wishes.of(plugged).kind === 'give',
      bus: () => options.readPolicy().media.bus,
      render: (step) => this.#elements.render(step),
      onScan: (plugged) => this.#decisions.keep(new Set(plugged.flatMap((each) => toAlias(each) ?? []))),
      onChange: () => this.#publish(),
    });
    this.#lender = new Lender(options.run, options.machine);
    this.#operations = new MediaOperations({
      ...{ log, runner: options.runner, decisions: this.#decisions, guest: this.#guest },
      row: (id) => this.#read().media.find((row) => row.id === id),
      flush: (target, signal) => this.#flush(target, signal),
      lender: this.#lender,
    });
    this.#trigger = coalesce(clock, lookEveryMs, () => void this.#guest.look());
    this.#drives = coalesce(clock, lookEveryMs, () => options.onDrives?.());
  }

  readonly handlers: Slice<Calls>['handlers'] = {
    'media.list': () => withActivity(this.#options.machine, this.get()),
    'media.test-rules': ({ query: { id, ...imagined } }) =>
      id === undefined ? this.#wishes.imagine(imagined) : this.#wishes.explain(this.#operations.find(id)),
    'media.attach': ({ body }, by) => this.#operations.submit('attach', body.id, by),
    'media.detach': ({ body }, by) => this.#operations.submit('detach', body.id, by),
    'media.lend': ({ body }, by) => this.#operations.lend(body, by),
    'media.return': ({ body }, by) => this.#operations.submit('return', body.id, by),
    'media.remove': ({ body }, by) => this.#operations.submit('remove', body.id, by),
  };

  /** To be called when the guest's name is known. */
  async start(): Promise<void> {
    const { bus, clock, follow, log } = this.#options;
    this.#leave = bus.on('config', () => {
      this.#table = undefined;
      void this.#guest.check();
    });
    this.#guest.start();
    void endLends({ log, lender: this.#lender, decisions: this.#decisions, guest: this.#guest });
    this.#watch = watchUdev({
      ...{ clock, follow },
      onDisk: (name) => {
        this.#elements.prepare();
        void this.#guest.meet(name);
      },
      onStale: (names) => this.#scan.forget(names),
      onNews: (isOfDrives) => {
        this.#trigger.trigger();
        if (isOfDrives) this.#drives.trigger();
      },
      onListening: () => log.info('USB disks and devices are followed'),
      onFailure: (message, nextInMs) =>
        log.warn(`USB disks and devices are not followed: ${message}; again in ${nextInMs} ms`),
    });
  }

  async stop(): Promise<void> {
    this.#leave();
    this.#trigger.cancel();
    this.#drives.cancel();
    this.#cancelLook();
    this.#guest.stop();
    await this.#watch?.stop();
  }

  get(): Media {
    const { news, ...now } = { ...this.#read(), news: this.#news.last };
    return { ...now, ...(news === undefined ? {} : { news }) };
  }

  /** For what other parts have to write. */
  get loans(): DiskLoans {
    return this.#operations;
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
    const table = toMedia({
      own: this.#options.own,
      ...{ plugged: guest.plugged, live: guest.live },
      wish: (plugged) => this.#wishes.of(plugged),
      isAttaching: (alias) => guest.isAttaching(alias),
      isLeaving: (alias) => guest.isLeaving(alias),
      whyBusy: (alias) => guest.whyBusy(alias),
      whyNot: (alias) => guest.whyNot(alias),
    });
    return this.#scan.isUnreadable ? { ...table, problems: [unreadable, ...table.problems] } : table;
  }

  #lookLater(): void {
    this.#cancelLook();
    this.#cancelLook = this.#options.clock.after(lookAgainMs, () => this.#trigger.trigger());
  }

  #flush(target: string, signal: AbortSignal) {
    const { clock, log, hypervisor, freeze, guestName } = this.#options;
    const { live } = this.#guest;
    const hasAgent = live.kind === 'up' && live.hasAgent;
    return flushDisk({
      ...{ clock, log, freeze, target, hasAgent, signal },
      ...{ agent: hypervisor, name: guestName() },
    });
  }

  #publish(): void {
    this.#table = undefined;
    const { plugged, live } = this.#guest;
    if (plugged !== undefined && live.kind !== 'unknown')
      this.#news.tell(this.#read().media, live.kind === 'up');
    const media = this.get();
    const text = JSON.stringify(media);
    if (text !== this.#published) {
      this.#published = text;
      this.#options.bus.publish('media', media);
    }
    this.#operations.changed();
  }
}

const unreadable: Problem = {
  code: 'media.unreadable',
  severity: 'warning',
  message: 'The USB disks of the box cannot be listed',
  hint: 'Whatever the guest has of them it keeps',
};
