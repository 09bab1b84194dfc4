import type { Clock } from './clock.ts';

const everyMs = 100;

/** Waits as long as udev `isAtWork`, and `limitMs` at most: a udev that hangs must not hold anything up. Where there is no udev it does not wait. */
export async function whileUdevWorks(
  machine: { isThere(path: string): Promise<boolean> },
  clock: Clock,
  isAtWork: () => Promise<boolean>,
  limitMs: number,
): Promise<void> {
  if (!(await machine.isThere('/run/udev/control'))) return;
  const end = clock.now().getTime() + limitMs;
  while ((await isAtWork()) && clock.now().getTime() < end)
    await new Promise<void>((resolve) => clock.after(everyMs, resolve));
}
