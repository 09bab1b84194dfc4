import { connectRfb, type RfbConnection, type RfbOptions } from '../../../src/display/rfb/connection.ts';
import type { RfbError } from '../../../src/display/rfb/errors.ts';
import type { RfbListener } from '../../../src/display/rfb/listener.ts';
import { toColours } from './pictures.ts';
import type { DisplayGuest } from './qemu.ts';

export interface Viewer extends Disposable {
  connection: RfbConnection;
  connected: Promise<void>;
  closed: Promise<RfbError | undefined>;
  /** The sizes that it was told of, as text. */
  sizes: string[];
  /** Whether it has exactly the picture that QEMU itself says is on the screen. */
  sees(guest: DisplayGuest): Promise<boolean>;
}

type Options = Omit<RfbOptions, 'shared' | 'listener'> & { listener?: Partial<RfbListener> };

/** Somebody who looks at the screen of a real server. */
export function view({ listener, ...options }: Options): Viewer {
  const connected = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<RfbError | undefined>();
  const sizes: string[] = [];
  const connection = connectRfb({
    ...options,
    shared: true,
    listener: {
      updated: () => {},
      ...listener,
      connected: (info) => {
        sizes.push(`${info.surface.width}x${info.surface.height}`);
        listener?.connected?.(info);
        connected.resolve();
      },
      resized: ({ width, height }) => sizes.push(`${width}x${height}`),
      closed: (reason) => {
        connected.reject(reason ?? new Error('closed'));
        closed.resolve(reason);
      },
    },
  });
  // Who waits for the end alone has it there.
  connected.promise.catch(() => {});
  return {
    connection,
    connected: connected.promise,
    closed: closed.promise,
    sizes,
    async sees(guest) {
      const screen = await guest.readScreen();
      const { surface } = connection;
      if (surface?.width !== screen.width || surface.height !== screen.height) return false;
      return Buffer.from(toColours(surface.pixels).buffer).equals(Buffer.from(screen.pixels.buffer));
    },
    [Symbol.dispose]: () => connection.close(),
  };
}
