import type { Clock } from '../engine/clock.ts';
import type { Files } from '../host/files.ts';

const everyMs = 100;
/** A device that keeps udev busy must not keep the guest from starting; what is found later is plugged in then, as ever. */
const limitMs = 10_000;

/**
 * Waits until udev has dealt with what it knows of, modules of drivers included: a backend that starts early in the boot would see half of the
 * box. After ten seconds it gives up. Where there is no udev it does not wait. `/run/udev/queue` is there while udev has work: see
 * `udev_queue_get_queue_is_empty` of libudev.
 */
export async function awaitSettledDevices(machine: Pick<Files, 'isThere'>, clock: Clock): Promise<void> {
  if (!(await machine.isThere('/run/udev/control'))) return;
  const end = clock.now().getTime() + limitMs;
  while ((await machine.isThere('/run/udev/queue')) && clock.now().getTime() < end)
    await new Promise<void>((resolve) => clock.after(everyMs, resolve));
}
