import type { SocketConnectOpts } from 'node:net';

/** RFC 6143: the port of display 0. */
const firstPort = 5900;
const displays = 100;

/**
 * Where a VNC server is, as viewers are told: `HOST` (display 0), `HOST:DISPLAY` (a number below 100), `HOST:PORT`, `HOST::PORT`, `[IPv6]:…`, or
 * `unix:PATH`. Throws a `TypeError` with a sentence for the operator.
 */
export function parseTarget(text: string): SocketConnectOpts {
  if (text.startsWith('unix:')) {
    const path = text.slice('unix:'.length);
    if (path === '') throw new TypeError('unix: has no path after it');
    return { path };
  }
  const [, inBrackets, plain, colons, number] =
    /^(?:\[([^\]]+)\]|([^:[\]]+))(?:(::?)(\d{1,5}))?$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  if (host === undefined)
    throw new TypeError(
      `"${text.slice(0, 80)}" is no place of a VNC server; try HOST, HOST:PORT or unix:PATH`,
    );
  const value = Number(number ?? 0);
  const port = colons !== '::' && value < displays ? firstPort + value : value;
  if (port < 1 || port > 65535) throw new TypeError(`${port} is no port`);
  return { host, port };
}
