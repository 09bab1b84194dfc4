import type { System } from '../system/system.ts';
import type { After } from './input-hub.ts';
import { type OpenDevice, writeGrab } from './open-device.ts';

/** Takes devices from the kernel's consoles and gives them back, each when no key is down on it. */
export interface Grabs {
  want(on: boolean, devices: Iterable<OpenDevice>): void;
  /** Keys of the device may be up now, or it is new. */
  follow(device: OpenDevice): void;
  remove(device: OpenDevice): void;
}

/** A key that is down for so long is stuck, or something lies on it: the console gets its keyboard back all the same. */
const STUCK_MS = 3000;

/**
 * @param listener `grabbed` when a device has been taken; `failed` when the kernel refuses
 */
export function createGrabs(
  system: System,
  after: After,
  listener: { grabbed: (device: OpenDevice) => void; failed: (device: OpenDevice, error: Error) => void },
): Grabs {
  const waiting = new Map<OpenDevice, () => void>();
  let wanted = false;

  function apply(device: OpenDevice): void {
    stopWaiting(device);
    if (device.isGrabbed === wanted) return;
    try {
      writeGrab(system, device.fd, wanted);
      device.isGrabbed = wanted;
      if (wanted) listener.grabbed(device);
    } catch (error) {
      listener.failed(device, error as Error);
    }
  }

  function stopWaiting(device: OpenDevice): void {
    waiting.get(device)?.();
    waiting.delete(device);
  }

  function follow(device: OpenDevice): void {
    if (device.isGrabbed === wanted) stopWaiting(device);
    else if (device.hub.down.size === 0) apply(device);
    else if (!wanted && !waiting.has(device))
      waiting.set(
        device,
        after(STUCK_MS, () => apply(device)),
      );
  }

  return {
    want(on, devices) {
      wanted = on;
      for (const device of devices) follow(device);
    },
    follow,
    remove: stopWaiting,
  };
}
