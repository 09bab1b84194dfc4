import { StepFailure } from './step.ts';
import { toFailureReport } from './text.mjs';

/** What the person at the terminal reads when a command ends badly. */
export function toFailureText(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'Cancelled.';
  if (!(error instanceof StepFailure))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const hint = (error.cause as { hint?: unknown } | undefined)?.hint;
  const { title, message, tail, logPath } = error;
  return toFailureReport({
    title,
    message,
    tail,
    logPath,
    hint: typeof hint === 'string' ? hint : undefined,
  });
}

/** Exit code of a command that ended badly: 130 after Ctrl-C, as a shell has it. */
export function toExitCode(signal: AbortSignal): number {
  return signal.aborted ? 130 : 1;
}
