import { eventMessages } from './procedures/events.ts';
import { MONITOR_EVENT, monitorEvent } from './procedures/qemu.ts';
import type { Domain } from './procedures/wire.ts';
import type { Header } from './rpc/header.ts';
import { PROGRAM_QEMU } from './rpc/programs.ts';
import type { Codec, Of } from './xdr/codec.ts';
import type { Reader } from './xdr/reader.ts';

type Messages = typeof eventMessages;

/** The kinds of domain events that can be subscribed to; libvirt calls them VIR_DOMAIN_EVENT_ID_…. */
export type EventName = keyof Messages;
export const EVENT_NAMES = Object.keys(eventMessages) as readonly EventName[];

type Body<K extends EventName> = Readonly<Omit<Of<Messages[K]['body']>, 'callback'>>;

/** An event of QEMU's monitor. Its shape is QEMU's, not libvirt's, and may change with QEMU. */
export interface MonitorEvent {
  readonly kind: 'monitor';
  readonly dom: Domain;
  /** QMP's name, such as `SHUTDOWN` or `POWERDOWN`. */
  readonly event: string;
  /** When QEMU sent it, in milliseconds since 1970. */
  readonly atMs: number;
  /** The same in QEMU's own words, to the microsecond: `1429293949.123456`. Equal stamps are of the same event. */
  readonly stamp: string;
  /** QMP's `data`: the parsed JSON, or the text if it can't be parsed. */
  readonly details: unknown;
}

/** Told apart by `kind`; every kind has `dom`, as the domain was when the event happened. */
export type DomainEvent = { [K in EventName]: { readonly kind: K } & Body<K> }[EventName] | MonitorEvent;

/** The event of one kind. */
export type DomainEventOf<K extends DomainEvent['kind']> = Extract<DomainEvent, { kind: K }>;

const BY_MESSAGE: ReadonlyMap<number, { kind: EventName; body: Codec<unknown> }> = new Map(
  EVENT_NAMES.map((kind) => [
    eventMessages[kind].message,
    { kind, body: eventMessages[kind].body as Codec<unknown> },
  ]),
);

/** The event in a message; undefined for messages that aren't events of ours. Throws XdrError for one that can't be read. */
export function parseEvent(header: Header, reader: Reader): DomainEvent | undefined {
  if (header.program === PROGRAM_QEMU)
    return header.procedure === MONITOR_EVENT ? parseMonitorEvent(reader) : undefined;
  const known = BY_MESSAGE.get(header.procedure);
  if (known === undefined) return undefined;
  const { callback: _, ...body } = readAll(known.body, reader) as { callback: number };
  return { kind: known.kind, ...body } as DomainEvent;
}

function parseMonitorEvent(reader: Reader): MonitorEvent {
  const { dom, event, seconds, micros, details } = readAll(monitorEvent, reader);
  return {
    kind: 'monitor',
    dom,
    event,
    atMs: Number(seconds) * 1000 + Math.floor(micros / 1000),
    stamp: `${seconds}.${String(micros).padStart(6, '0')}`,
    details: parseJson(details),
  };
}

function readAll<T>(codec: Codec<T>, reader: Reader): T {
  const value = codec.get(reader);
  reader.end();
  return value;
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
