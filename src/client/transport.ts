import { type Agent, type IncomingMessage, request } from 'node:http';
import { toUnreachable, Unreachable } from './errors.ts';
import type { PlainRequest } from './request.ts';

export interface Exchange {
  socketPath: string;
  request: PlainRequest;
  accept: string;
  /** Bounds the connections that are open at a time; `false` for one that does not count. */
  agent: Agent | false;
  /** Milliseconds until the head of the answer must have come. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Sends one request and answers as soon as the head of the response is there; its body is the caller's to read.
 * Every call has a connection of its own: on a unix socket it costs some 50 microseconds, and no idle connection can be half closed.
 * Throws `Unreachable`, or the signal's reason.
 */
export function exchange({
  socketPath,
  agent,
  request: what,
  accept,
  timeoutMs,
  signal,
}: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const headers = {
      host: 'bezel',
      accept,
      ...(what.body !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(what.body),
      }),
    };
    const call = request({
      socketPath,
      method: what.method,
      path: what.path,
      headers,
      agent,
      ...(signal && { signal }),
    });
    const timer = setTimeout(() => call.destroy(silence(timeoutMs)), timeoutMs);
    call.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    call.on('error', (error) => {
      clearTimeout(timer);
      reject(toFailure(error, socketPath, signal));
    });
    call.end(what.body);
  });
}

export const silence = (timeoutMs: number) =>
  new Unreachable('silent', `the backend has not answered for ${timeoutMs / 1000} s`);

/** What a broken exchange is to the caller: the reason of the signal that ended it, or that the backend is not reachable. */
export function toFailure(error: unknown, socketPath: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return error instanceof Unreachable ? error : toUnreachable(error, socketPath);
}
