import type { Clock } from '../engine/clock.ts';
import { whileUdevWorks } from '../engine/while-udev-works.ts';
import type { Files } from '../host/files.ts';

/** A device that keeps udev busy must not keep the guest from starting; what is found later is plugged in then, as ever. */
const limitMs = 10_000;

/**
 * Waits until udev has dealt with what it knows of, modules of drivers included: a backend that starts early in the boot would see half of the
 * box. After ten seconds it gives up. Where there is no udev it does not wait. `/run/udev/queue` is there while udev has work: see
 * `udev_queue_get_queue_is_empty` of libudev.
 */
export const awaitSettledDevices = (machine: Pick<Files, 'isThere'>, clock: Clock): Promise<void> =>
  whileUdevWorks(machine, clock, () => machine.isThere('/run/udev/queue'), limitMs);
