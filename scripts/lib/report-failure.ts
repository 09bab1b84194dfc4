import { StepFailure } from './step.ts';
import { toPlainLine } from './text.ts';

/** What the person at the terminal reads when a command ends badly. */
export function toFailureText(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'Cancelled.';
  if (!(error instanceof StepFailure))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const hint = (error.cause as { hint?: unknown } | undefined)?.hint;
  return [
    '',
    `${error.title}: failed`,
    `  ${toPlainLine(error.message)}`,
    ...(typeof hint === 'string' ? [`  ${hint}`] : []),
    '',
    'The last lines of its log:',
    ...error.tail.map((line) => `  ${toPlainLine(line)}`),
    '',
    `The whole log: ${error.logPath}`,
  ].join('\n');
}

/** Exit code of a command that ended badly: 130 after Ctrl-C, as a shell has it. */
export function toExitCode(signal: AbortSignal): number {
  return signal.aborted ? 130 : 1;
}
