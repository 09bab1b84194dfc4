import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { TlsOptions } from '../connection.ts';
import { RfbError } from '../errors.ts';

/** TLS without a certificate: key exchange alone. OpenSSL knows it up to 1.2, and thinks little of it. */
const ANONYMOUS = {
  ciphers: 'ADH:AECDH:@SECLEVEL=0',
  maxVersion: 'TLSv1.2',
  rejectUnauthorized: false,
} as const;

/**
 * TLS on a stream; without options it is anonymous. `done` is told once how it went. The certificate is one that `ca` has
 * signed, and made out to `serverName`.
 */
export function startTls(
  stream: Duplex,
  options: TlsOptions | undefined,
  done: (error: RfbError | undefined) => void,
): TLSSocket {
  const socket = connect({ socket: stream, ...(options === undefined ? ANONYMOUS : toTrust(options)) });
  // OpenSSL's own message is one for its developers; what it is about is beside it.
  const onError = (cause: Error & { reason?: string }) =>
    done(new RfbError('RFB_TLS', `TLS fails: ${cause.reason ?? cause.message}`, { cause }));
  socket.once('error', onError);
  socket.once('secureConnect', () => {
    socket.off('error', onError);
    done(undefined);
  });
  return socket;
}

/** An address is checked like a name, but is not told to the server. */
function toTrust({ ca, serverName }: TlsOptions): ConnectionOptions {
  return { ca, host: serverName, ...(isIP(serverName) === 0 ? { servername: serverName } : {}) };
}
