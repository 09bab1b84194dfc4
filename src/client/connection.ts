import { Agent } from 'node:http';
import type { Event, RouteOutput } from '../contract/index.ts';
import { eventsPath, type RouteName } from '../contract/paths.ts';
import { parseAnswer, toApiError } from './answer.ts';
import { type ConsoleConnection, type ConsoleOptions, connectConsole } from './console/connect.ts';
import { Unreachable } from './errors.ts';
import { followStream } from './event-stream.ts';
import { readText } from './read-text.ts';
import { type CallInput, toRequest } from './request.ts';
import { exchange } from './transport.ts';

export type { ConsoleConnection, ConsoleOptions } from './console/connect.ts';
export { ApiError, Unreachable, type UnreachableReason } from './errors.ts';
export type { CallInput } from './request.ts';

export interface ClientOptions {
  /** The API socket; which one decides who the caller is. */
  socketPath: string;
  /** Milliseconds that an answer may take to begin, and that it may pause; 10 s unless said otherwise. */
  timeoutMs?: number;
  /** Milliseconds that the event stream may be quiet before the backend is asked whether it lives; 30 s unless said otherwise. */
  quietMs?: number;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface EventsOptions {
  signal?: AbortSignal | undefined;
  /** Called for every event, in order. What it throws is the caller's bug and ends the stream as unreadable. */
  onEvent(event: Event): void;
  /** Called once, when the backend has accepted the stream and before its first event. */
  onOpen?(): void;
}

type Arguments<N extends RouteName> =
  object extends CallInput<N>
    ? [input?: CallInput<N> | undefined, options?: CallOptions]
    : [input: CallInput<N>, options?: CallOptions];

export interface Client {
  /**
   * Makes one call. Throws `ApiError` when the backend refuses or fails, `Unreachable` when no usable answer comes, and the
   * signal's reason when it is aborted.
   */
  call<N extends RouteName>(name: N, ...args: Arguments<N>): Promise<RouteOutput<N>>;
  /**
   * Follows the event stream until `signal` is aborted, and then resolves. Throws as `call`; a stream that ends is `Unreachable`.
   * It does not reconnect: `createStore` does.
   */
  events(options: EventsOptions): Promise<void>;
  /** Opens the guest's serial console. Throws as `call`; `console.held` where another seat has it. */
  console(options: ConsoleOptions): Promise<ConsoleConnection>;
}

/** Calls at a time; further ones wait for their turn. The backend takes 32 connections from everybody together. */
const MAX_CALLS = 8;

/** A client of the API on one unix socket. It opens nothing until it is used, and holds nothing open between calls. */
export function createClient({ socketPath, timeoutMs = 10_000, quietMs = 30_000 }: ClientOptions): Client {
  const agent = new Agent({ keepAlive: false, maxSockets: MAX_CALLS });
  const call: Client['call'] = async (name, ...[input, options]) => {
    const how = { socketPath, timeoutMs, signal: options?.signal };
    const response = await exchange({
      ...how,
      agent,
      request: toRequest(name, input ?? {}),
      accept: 'application/json',
    });
    const text = await readText(response, how);
    const status = response.statusCode ?? 0;
    if (status >= 400) throw toApiError(status, text);
    return parseAnswer(text) as RouteOutput<typeof name>;
  };

  const events: Client['events'] = async ({ signal, onEvent, onOpen }) => {
    const how = { socketPath, timeoutMs, signal };
    const request = { method: 'GET', path: eventsPath };
    try {
      const response = await exchange({ ...how, agent: false, request, accept: 'text/event-stream' });
      const status = response.statusCode ?? 0;
      if (status >= 400) throw toApiError(status, await readText(response, how));
      if (!response.headers['content-type']?.startsWith('text/event-stream')) {
        response.destroy();
        throw new Unreachable('garbled', 'the answer is not an event stream');
      }
      onOpen?.();
      await followStream(response, {
        ...how,
        onEvent,
        quietMs,
        probe: () => call('access.get', {}, { signal }),
      });
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  };

  return { call, events, console: (options) => connectConsole({ socketPath, timeoutMs }, options) };
}
