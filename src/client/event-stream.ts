import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import type { Event, EventType } from '../contract/index.ts';
import { Unreachable } from './errors.ts';
import { createSseParser, type SseMessage } from './sse.ts';
import { toFailure } from './transport.ts';

const MAX_MESSAGE = 8 * 1024 * 1024;
const TYPES: Record<EventType, true> = {
  status: true,
  guest: true,
  inventory: true,
  network: true,
  media: true,
  drives: true,
  display: true,
  power: true,
  operation: true,
  access: true,
  log: true,
};

export interface StreamOptions {
  socketPath: string;
  signal?: AbortSignal | undefined;
  onEvent(event: Event): void;
  /** Milliseconds without a byte after which `probe` is asked whether the backend lives. */
  quietMs: number;
  probe(): Promise<unknown>;
}

/**
 * Hands on the events of an open stream until `signal` is aborted, and then resolves.
 * Throws `Unreachable` when the stream ends, breaks, is not readable, or stays quiet while the backend does not answer.
 */
export function followStream(response: IncomingMessage, options: StreamOptions): Promise<void> {
  const { socketPath, signal, onEvent, quietMs, probe } = options;
  const parse = createSseParser({ maxLine: MAX_MESSAGE, maxMessage: MAX_MESSAGE });
  const decoder = new StringDecoder('utf8');
  return new Promise((resolve, reject) => {
    let over = false;
    const end = (error: unknown) => {
      over = true;
      clearTimeout(timer);
      response.destroy();
      if (signal?.aborted) resolve();
      else reject(toFailure(error, socketPath, signal));
    };
    const alive = () => !over && timer.refresh();
    const timer = setTimeout(() => probe().then(alive, end), quietMs);
    response.on('data', (chunk: Buffer) => {
      alive();
      try {
        for (const message of parse(decoder.write(chunk))) {
          const event = toEvent(message);
          if (event !== undefined && !over && !signal?.aborted) onEvent(event);
        }
      } catch (cause) {
        end(new Unreachable('garbled', 'the event stream is not readable', cause));
      }
    });
    response.on('error', end);
    response.on('close', () => end(new Unreachable('ended', 'the backend ended the event stream')));
  });
}

/** The event in a message; `undefined` for kinds that this version does not know. Throws `SyntaxError` when it is not JSON. */
export function toEvent({ data }: SseMessage): Event | undefined {
  const value = JSON.parse(data) as Partial<Event> | null;
  const known = typeof value?.type === 'string' && Object.hasOwn(TYPES, value.type);
  return known && typeof value.data === 'object' && value.data !== null ? (value as Event) : undefined;
}
