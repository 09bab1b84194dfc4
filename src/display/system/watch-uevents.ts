import { parseUevent, type Uevent } from './parse-uevent.ts';
import type { Poller } from './poller.ts';
import { errorCode, type System } from './system.ts';

/** The kernel's own limit is 2 KiB of fields. */
const MESSAGE_BYTES = 8192;

/**
 * Tells what the kernel says of devices, from now on.
 *
 * @param missed messages have been lost, since there were too many: look at everything again
 * @returns stops it
 */
export function watchUevents(
  system: System,
  poller: Poller,
  listener: { told: (event: Uevent) => void; missed: () => void },
): () => void {
  const fd = system.openUevents();
  const buffer = Buffer.alloc(MESSAGE_BYTES);
  const stop = poller.watch(fd, 'read', () => {
    for (;;) {
      try {
        const length = system.read(fd, buffer);
        if (length === undefined) return;
        const event = parseUevent(buffer.subarray(0, length));
        if (event) listener.told(event);
      } catch (error) {
        if (errorCode(error) !== 'ENOBUFS') throw error;
        listener.missed();
      }
    }
  });
  return () => {
    stop();
    poller.close(fd);
  };
}
