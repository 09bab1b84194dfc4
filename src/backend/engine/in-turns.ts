import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long computing a step at a time, with a turn for everything else after each: nobody else waits longer than a step takes. */
export async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}
