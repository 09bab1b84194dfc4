import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorBody } from '../../../contract/index.ts';
import type { Abuse } from './abuse-log.ts';

const type = 'application/json; charset=utf-8';

interface RefusedCall {
  status: number;
  error: ErrorBody['error'];
}

export const tooMany = (waitMs: number): RefusedCall => ({
  status: 429,
  error: { code: 'request.too-many', message: 'The guest calls too often', retryAfterMs: Math.ceil(waitMs) },
});

export const tooLarge = (limitBytes: number): RefusedCall => ({
  status: 413,
  error: { code: 'request.too-large', message: `The request's body may have ${limitBytes} bytes` },
});

/** A body whose length is not told beforehand is too large as well. */
export const isTooLarge = ({ headers }: IncomingMessage, limitBytes: number): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > limitBytes;

/** Answers a call that is not made, and ends the connection: what follows on it is not even read. */
export function refuseCall(response: ServerResponse, { status, error }: RefusedCall): void {
  const { retryAfterMs } = error;
  const body = JSON.stringify({ error } satisfies ErrorBody);
  response.writeHead(status, {
    'content-type': type,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
  });
  response.end(body);
}

interface Refusal {
  abuse: Abuse;
  line: string;
  code: string;
  message: string;
}

const notHttp: Refusal = {
  abuse: 'not-http',
  line: '400 Bad Request',
  code: 'request.unreadable',
  message: 'The request is no HTTP',
};
const refusals: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    abuse: 'too-large',
    line: '431 Request Header Fields Too Large',
    code: 'request.too-large',
    message: "The request's header is too large",
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    abuse: 'too-slow',
    line: '408 Request Timeout',
    code: 'request.too-slow',
    message: 'The request does not end',
  },
};

/** Answers on a connection on which something else than a request came, and ends it. Returns what it was; a caller who is gone is nothing. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): Abuse | undefined {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const { abuse, line, code, message } = refusals[error.code ?? ''] ?? notHttp;
  const body = JSON.stringify({ error: { code, message } } satisfies ErrorBody);
  const head = [`HTTP/1.1 ${line}`, `content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`];
  socket.end(`${[...head, 'connection: close'].join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return abuse;
}
