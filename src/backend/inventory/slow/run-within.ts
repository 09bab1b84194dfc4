import type { Clock } from '../../engine/clock.ts';
import type { CommandResult, RunCommand } from '../../host/commands.ts';

/** What a program gets to end by itself after its time-out, before nobody waits for it any more. */
const graceMs = 5000;

/**
 * `run`, answering in time whatever the program does: one that waits in the kernel for a broken disk can't be killed. Ends with `signal`, which
 * also keeps programs from starting. A command must say its `timeoutMs`.
 */
export const runWithin =
  (run: RunCommand, clock: Clock, signal: AbortSignal): RunCommand =>
  (file, args, options = {}) => {
    const given = (why: 'timed-out' | 'cancelled'): CommandResult => ({ ok: false, why, message: why });
    if (signal.aborted) return Promise.resolve(given('cancelled'));
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onAbort = (): void => end(() => resolve(given('cancelled')));
      const cancel = clock.after((options.timeoutMs ?? 0) + graceMs, () =>
        end(() => resolve(given('timed-out'))),
      );
      signal.addEventListener('abort', onAbort);
      run(file, args, { ...options, signal }).then(
        (result) => end(() => resolve(result)),
        (error) => end(() => reject(error)),
      );
    });
  };
