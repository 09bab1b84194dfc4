import type { ConsoleConnection } from '../../client/connection.ts';
import { createFilter } from '../../client/console/filter.ts';
import type { Emulator } from '../../ui/terminal/guest/emulator.ts';

/** What the emulator has not drawn yet; more is left with the backend. */
const MOST_WAITING = 32 * 1024;

/** Hands what the guest says on one connection to the emulator, as fast as that draws. `connection` is the one at that moment. */
export function createFeed(
  emulator: Pick<Emulator, 'write'>,
  connection: () => Pick<ConsoleConnection, 'pause' | 'resume'> | undefined,
  onDrawn: () => void,
): (bytes: Uint8Array) => void {
  const filter = createFilter();
  let waiting = 0;
  return (bytes) => {
    const text = filter(bytes);
    waiting += text.length;
    if (waiting > MOST_WAITING) connection()?.pause();
    emulator.write(text, () => {
      waiting -= text.length;
      if (waiting <= MOST_WAITING) connection()?.resume();
      onDrawn();
    });
  };
}
