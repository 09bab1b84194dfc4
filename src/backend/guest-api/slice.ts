import type {
  Actor,
  Guest,
  GuestEvent,
  GuestHealth,
  Power,
  PowerIntent,
  Problem,
} from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Slice } from '../engine/slice.ts';
import type { Database } from '../engine/store.ts';
import { TokenBucket } from '../engine/token-bucket.ts';
import type { Topics } from '../engine/topics.ts';
import { EventRing } from './event-ring.ts';
import { Health } from './health.ts';
import { Intents } from './intents.ts';
import { GuestNotes } from './notes.ts';
import { isUp, planNicEvents, planPowerEvents } from './plan-events.ts';

type GuestApiRoutes =
  | 'guest-side.intent'
  | 'guest-side.declared'
  | 'guest-side.withdraw'
  | 'guest-side.health'
  | 'guest-side.ask'
  | 'guest-side.update'
  | 'guest-side.acknowledge'
  | 'guest-side.events';

export interface GuestApiOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  db: Database;
  /** Of this boot of the host. */
  bootId: string;
  /** Tells the streams of events apart; another one in each backend. */
  stream: string;
  /** Which run of the guest goes on; absent while none does, or nobody knows. */
  run(): string | undefined;
  onIntent(intent: PowerIntent | undefined): void;
  onHealth(): void;
  /** The guest wants a medium out. @throws OperatorError when it has none of the kind, or it is not possible now */
  eject(medium: string | undefined, by: Actor): void;
}

/** Of the log, for what the guest may say as often as it likes. */
const lines = { perSecond: 0.1, burst: 6 };

/** The guest's side: what it says of itself and of its plans, and what the host tells it. */
export class GuestApiSlice implements Slice<GuestApiRoutes> {
  readonly #options: GuestApiOptions;
  readonly #notes: GuestNotes;
  readonly #intents: Intents;
  readonly #health: Health;
  readonly #events: EventRing;
  #power: Power | undefined;
  #guest: Guest | undefined;
  readonly #lines: TokenBucket;
  #leave: (() => void)[] = [];

  constructor(options: GuestApiOptions) {
    const { clock, stream, bootId, onIntent, onHealth } = options;
    this.#options = options;
    this.#lines = new TokenBucket(lines, () => clock.now().getTime());
    this.#notes = new GuestNotes(options);
    this.#intents = new Intents({ clock, notes: this.#notes, bootId, onChange: onIntent });
    this.#health = new Health({ clock, notes: this.#notes, onChange: onHealth });
    this.#events = new EventRing(clock, stream);
  }

  readonly handlers: Slice<GuestApiRoutes>['handlers'] = {
    'guest-side.intent': ({ body }) => {
      if (this.#lines.take() === 0) this.#options.log.info(`The guest says that it is about to ${body.kind}`);
      return this.#intents.declare(body);
    },
    'guest-side.declared': () => this.#intents.get(),
    'guest-side.withdraw': () => {
      this.#intents.clear();
      return this.#intents.get();
    },
    'guest-side.health': ({ body }) => this.#health.report(body),
    'guest-side.ask': ({ body }, by) => {
      if (body.what === 'eject') {
        this.#options.eject(body.medium, by);
        if (this.#lines.take() === 0) this.#options.log.info('The guest asks for an eject');
        return { accepted: true as const };
      }
      throw new OperatorError('guest.not-available', `The box cannot do this yet: ${body.what}`, {
        hint: 'Somebody at the box has to',
      });
    },
    'guest-side.update': () => ({}),
    'guest-side.acknowledge': ({ body }) => {
      throw new OperatorError('guest.no-update', `No update ${body.id} waits`, { status: 404 });
    },
    'guest-side.events': ({ query }) =>
      this.#events.read({ after: query.after, waitMs: Number(query.waitS ?? 0) * 1000 }),
  };

  async start(): Promise<void> {
    const { bus } = this.#options;
    this.#intents.recall();
    this.#health.recall();
    this.#leave = [
      bus.on('guest-event', (event) => this.#events.add(event)),
      bus.on('power', (power) => this.#onPower(power)),
      bus.on('guest', (guest) => this.#onGuest(guest)),
      bus.on('operation', ({ kind, state }) => {
        if (kind === 'guest.reset' && state === 'done') this.#onReset();
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const leave of this.#leave.splice(0)) leave();
    this.release();
    this.#intents.stop();
    this.#notes.flush();
  }

  /** Answers everybody who waits for an event. */
  release(): void {
    this.#events.wake();
  }

  get intent(): PowerIntent | undefined {
    return this.#intents.current;
  }

  /** The guest has stopped: what it had declared has come true, or never will. */
  consumeIntent(): void {
    this.#intents.clear();
  }

  get health(): GuestHealth {
    return this.#health.get();
  }

  get problems(): Problem[] {
    return this.#health.problems;
  }

  get events(): EventRing {
    return this.#events;
  }

  /** The guest has begun anew in the QEMU that it had. */
  wasReset(): void {
    this.#health.over();
  }

  /** Somebody has pressed its reset button: it will not do what it was about to. */
  #onReset(): void {
    this.wasReset();
    this.consumeIntent();
  }

  #onPower(power: Power): void {
    const events = planPowerEvents(this.#power, power);
    this.#power = power;
    this.#tell(events);
  }

  #onGuest(guest: Guest): void {
    const before = this.#guest;
    // Nobody knows how it is: as it was, as far as the guest is concerned.
    if (guest.state === 'unknown') return;
    this.#guest = guest;
    this.#health.follow(isUp(guest) ? this.#options.run() : undefined);
    if (before !== undefined && !isUp(before) && isUp(guest)) this.#events.forget();
    this.#tell(planNicEvents(before, guest));
  }

  #tell(events: GuestEvent[]): void {
    for (const event of events) this.#options.bus.publish('guest-event', event);
  }
}
