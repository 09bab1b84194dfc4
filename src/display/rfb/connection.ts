import type { Duplex } from 'node:stream';
import type { Surface } from '../surface.ts';
import type { EncodingName } from './encodings.ts';
import type { RfbListener } from './listener.ts';
import { Session } from './session.ts';

export interface RfbOptions {
  /** Connected. A socket of `openSocket` costs a third of the processor time that any other stream does. */
  stream: Duplex;
  /** False: the server is asked to end the connections of others. */
  shared: boolean;
  /** What pixels may come in, best first. Default: raw, copyrect, which is cheapest for both ends on one machine. */
  encodings?: readonly EncodingName[];
  credentials?: Credentials;
  /** Without it, nothing that needs a certificate is spoken. */
  tls?: TlsOptions;
  /** Larger pictures end the connection. Default: MAX_PIXELS. */
  maxPixels?: number;
  listener: RfbListener;
}

export interface Credentials {
  username?: string;
  password?: string;
}

export interface TlsOptions {
  /** PEM: who may have signed the server's certificate. */
  ca: string | Buffer;
  /** The name that the certificate must be made out to. */
  serverName: string;
}

/** One key, in both ways of naming it. */
export interface Key {
  /** QEMU's number: the scan code of a PC's keyboard (XT set, 0x80 added for those that begin with 0xe0). */
  qnum: number;
  /** X's number of what is printed on it, for servers that don't know scan codes. */
  keysym: number;
}

/** Nothing is sent before `connected`, nor after the end: calls are of no effect then. */
export interface RfbConnection {
  /** The picture; undefined before `connected`. */
  readonly surface: Surface | undefined;
  key(key: Key, down: boolean): void;
  /** To a place. `buttons`: bit 0 left, 1 middle, 2 right, 3 to 6 wheel up, down, left, right. */
  pointer(x: number, y: number, buttons: number): void;
  /** By a distance, for a guest whose pointer is no tablet (`pointerIsAbsolute`). */
  movePointer(dx: number, dy: number, buttons: number): void;
  /** Asks for another size; of no effect before `canResize`. */
  requestSize(width: number, height: number): void;
  /** Asks for what has changed, or for the whole picture. */
  refresh(full?: boolean): void;
  /** Asks for no more pictures while nobody looks. What else the server tells is still told. */
  pause(): void;
  /** Asks for what has changed meanwhile, and goes on. */
  resume(): void;
  /** Ends the connection; the listener is told `closed(undefined)`. */
  close(): void;
}

/** Speaks RFB with the server at the other end of `stream`. Throws nothing: `closed` tells how it ended. */
export function connectRfb(options: RfbOptions): RfbConnection {
  return new Session(options);
}
