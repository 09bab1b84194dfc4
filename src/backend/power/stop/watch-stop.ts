import { OperatorError } from '../../engine/operator-error.ts';
import type { WorkContext } from '../../engine/work.ts';
import type { PowerContext } from '../context.ts';
import type { StopEnd } from './stopper.ts';

const tickMs = 1000;

export interface WatchStopOptions extends Pick<PowerContext, 'clock'> {
  limitS: number;
  ended: Promise<StopEnd>;
  /** Somebody has cancelled the operation. */
  onCancel(): void;
}

/** What an operation does until the guest has stopped: it only looks on. Throws what the caller is to be told when it has not. */
export async function watchStop(
  { clock, limitS, ended, onCancel }: WatchStopOptions,
  work: WorkContext,
): Promise<void> {
  const began = clock.now().getTime();
  let cancelTick = (): void => {};
  const tick = (): void => {
    const elapsedS = (clock.now().getTime() - began) / 1000;
    work.progress(`Waiting for the guest to stop, at most ${limitS} s`, limitS === 0 ? 1 : elapsedS / limitS);
    cancelTick = clock.after(tickMs, tick);
  };
  tick();
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(work.signal.reason);
    if (work.signal.aborted) abort();
    work.signal.addEventListener('abort', abort, { once: true });
  });
  try {
    const end = await Promise.race([ended, aborted]);
    if (end !== 'off') throw toError(end, limitS);
  } catch (error) {
    // The end of the backend calls nothing off.
    if (error instanceof OperatorError && error.code === 'operation.cancelled') onCancel();
    throw error;
  } finally {
    cancelTick();
  }
}

function toError(end: Exclude<StopEnd, 'off'>, limitS: number): OperatorError {
  const late = `The guest has not stopped within ${limitS} s`;
  switch (end) {
    case 'late':
      return new OperatorError('power.late', late, {
        hint: 'It is still to stop: force it, or call it off',
      });
    case 'given-up':
      return new OperatorError('power.given-up', `${late}, and goes on`);
    case 'cancelled':
      return new OperatorError('power.cancelled', 'What waited for the guest to stop was called off');
    case 'replaced':
      return new OperatorError('power.replaced', 'Something else was asked for meanwhile');
  }
}
