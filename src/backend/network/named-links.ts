import type { Clock } from '../engine/clock.ts';
import { whileUdevWorks } from '../engine/while-udev-works.ts';
import type { Files } from '../host/files.ts';

type Machine = Pick<Files, 'listNames' | 'readText' | 'isThere'>;

/** udev gives a new link its lasting name within milliseconds; on a box with much to do it takes a second. */
const limitMs = 3000;

/**
 * Waits until udev is done with each link that has a device, since the kernel's first name of it is not the one that it keeps: what is set up by that
 * name is gone a moment later. After three seconds it gives up. Where there is no udev it does not wait.
 */
export const awaitNamedLinks = (machine: Machine, clock: Clock): Promise<void> =>
  whileUdevWorks(machine, clock, () => hasUnnamed(machine), limitMs);

async function hasUnnamed(machine: Machine): Promise<boolean> {
  const names = await machine.listNames('/sys/class/net');
  if (!names.ok) return false;
  const unnamed = await Promise.all(names.value.map((name) => isUnnamed(machine, name)));
  return unnamed.includes(true);
}

/** udev writes a device into its database when it has finished with it, names included: see sd_device_get_is_initialized(3). */
async function isUnnamed(machine: Machine, name: string): Promise<boolean> {
  if (!(await machine.isThere(`/sys/class/net/${name}/device`))) return false;
  const index = await machine.readText(`/sys/class/net/${name}/ifindex`);
  // Gone, or renamed, since it was listed.
  if (!index.ok || !/^\d+\s*$/.test(index.value)) return false;
  return !(await machine.isThere(`/run/udev/data/n${index.value.trim()}`));
}
