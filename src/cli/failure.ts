import { ApiError, Unreachable } from '../client/connection.ts';
import type { ErrorBody } from '../contract/index.ts';
import { EXIT, type ExitCode, Interrupted, Refused, UsageError } from './exit.ts';
import { formatDuration } from './output/format.ts';
import type { Output } from './output/output.ts';
import { renderProblems } from './output/problems.ts';
import type { Line } from './output/text.ts';

/** Says what went wrong, for people on stderr and with `--json` as the API's error on stdout too, and answers the exit code. */
export function reportFailure(error: unknown, out: Output): ExitCode {
  if (error instanceof Interrupted) {
    out.note([]);
    return EXIT.interrupted;
  }
  const body = toErrorBody(error);
  if (out.json) out.printJson(body);
  out.note(renderFailure(body.error));
  if (error instanceof UsageError) return EXIT.usage;
  return error instanceof Unreachable ? EXIT.unreachable : EXIT.failed;
}

function renderFailure({ message, hint, retryAfterMs, problems = [] }: ErrorBody['error']): Line[] {
  return [
    [{ text: 'bezel: ', tone: 'error' }, message],
    ...renderProblems(problems),
    ...(retryAfterMs === undefined ? [] : [`try again in ${formatDuration(retryAfterMs)}`]),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
}

/** The error as the API words it; what is none of ours is a mistake of the program, and says so. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof ApiError) {
    const { code, message, hint, retryAfterMs, problems } = error;
    return {
      error: {
        code,
        message,
        ...(hint !== undefined && { hint }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
        ...(problems.length > 0 && { problems }),
      },
    };
  }
  if (error instanceof Unreachable || error instanceof UsageError || error instanceof Refused) {
    const { code, message, hint } = error;
    return { error: { code, message, ...(hint !== undefined && { hint }) } };
  }
  return {
    error: {
      code: 'cli.internal',
      message: `bezel made a mistake: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'please report this, with the command that you gave; the backend may be of another version: bezel status',
    },
  };
}
