import type { FastifyInstance } from 'fastify';
import { type Event, eventsPath } from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Topics } from '../engine/topics.ts';
import { toEventKey, toFrame } from './frame.ts';
import { Subscriber, type SubscriberOutput } from './subscriber.ts';

export interface EventHubOptions {
  bus: Bus<Topics>;
  log: Log;
  /** What a new subscriber of this seat is told first; cheap and without I/O. */
  readSnapshot(seat: string): Event[];
}

const maxSubscribers = 32;
const maxSubscribersOfSeat = 8;
const resources = [
  'status',
  'guest',
  'inventory',
  'network',
  'media',
  'drives',
  'power',
  'operation',
  'log',
] as const;

/** Hands what happens to everybody who reads the event stream. An event is put into words once, however many read it. */
export class EventHub {
  readonly #options: EventHubOptions;
  readonly #subscribers = new Set<Subscriber>();
  #leave: (() => void)[] = [];

  constructor(options: EventHubOptions) {
    this.#options = options;
  }

  start(): void {
    const { bus } = this.#options;
    this.#leave = [
      ...resources.map((type) => bus.on(type, (data) => this.#tell({ type, data } as Event))),
      bus.on('access', (data) => this.#tell({ type: 'access', data }, data.seat)),
    ];
  }

  /** Ends every stream. */
  stop(): void {
    for (const leave of this.#leave) leave();
    for (const subscriber of this.#subscribers) subscriber.close();
    this.#subscribers.clear();
  }

  /** @throws OperatorError `events.too-many` */
  add(seat: string, output: SubscriberOutput): Subscriber {
    const ofSeat = [...this.#subscribers].filter((subscriber) => subscriber.seat === seat).length;
    if (this.#subscribers.size >= maxSubscribers || ofSeat >= maxSubscribersOfSeat) {
      throw new OperatorError('events.too-many', 'Too many event streams are open', {
        status: 503,
        hint: `${maxSubscribersOfSeat} are possible for each seat and ${maxSubscribers} in all: close one`,
      });
    }
    const subscriber = new Subscriber(seat, output);
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  /** Tells one subscriber everything as it is now. */
  tellSnapshot(subscriber: Subscriber): void {
    for (const event of this.#options.readSnapshot(subscriber.seat)) {
      const frame = this.#toFrame(event);
      if (frame !== undefined) subscriber.send(toEventKey(event), frame);
    }
  }

  #tell(event: Event, seat?: string): void {
    const readers = [...this.#subscribers].filter(
      (subscriber) => seat === undefined || subscriber.seat === seat,
    );
    if (readers.length === 0) return;
    const frame = this.#toFrame(event);
    if (frame === undefined) return;
    for (const reader of readers) reader.send(toEventKey(event), frame);
  }

  #toFrame(event: Event): string | undefined {
    try {
      return toFrame(event);
    } catch (error) {
      this.#options.log.error('An event does not match the contract and is not sent', {
        type: event.type,
        error,
      });
      return undefined;
    }
  }
}

/** `GET /v1/events`: a snapshot, then every change, until either side ends it. A quiet stream sends nothing. */
export function registerEvents(app: FastifyInstance, hub: EventHub): void {
  app.get(eventsPath, (request, reply) => {
    const stream = reply.raw;
    const subscriber = hub.add(request.by.seat, {
      write: (text) => stream.write(text),
      destroy: () => stream.destroy(),
    });
    reply.hijack();
    stream.on('drain', () => subscriber.drained());
    stream.on('close', () => hub.remove(subscriber));
    // What a vanished reader makes of a write is told by `close`.
    stream.on('error', () => {});
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    stream.flushHeaders();
    hub.tellSnapshot(subscriber);
  });
}
