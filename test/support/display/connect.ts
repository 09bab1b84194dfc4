import type { Duplex } from 'node:stream';
import { connectRfb, type RfbConnection, type RfbOptions } from '../../../src/display/rfb/connection.ts';
import type { RfbError } from '../../../src/display/rfb/errors.ts';
import type { RfbListener } from '../../../src/display/rfb/listener.ts';

export type TestOptions = Partial<Omit<RfbOptions, 'stream' | 'listener'>> & {
  listener?: Partial<RfbListener>;
};

/** A connection that listens to what a test listens to, and what ends it. */
export function connectOn(
  stream: Duplex,
  { listener, ...options }: TestOptions = {},
): { connection: RfbConnection; closed: Promise<RfbError | undefined> } {
  const { promise, resolve } = Promise.withResolvers<RfbError | undefined>();
  const connection = connectRfb({
    shared: true,
    ...options,
    stream,
    listener: { connected: () => {}, updated: () => {}, ...listener, closed: resolve },
  });
  return { connection, closed: promise };
}
