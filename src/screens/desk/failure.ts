import { ApiError, Unreachable } from '../../client/errors.ts';

export interface Failure {
  /** Where it is no failure of what was asked for. */
  title?: string;
  message: string;
  hint?: string | undefined;
  code?: string | undefined;
  /** The seat is not unlocked, or not any more. */
  locked: boolean;
  /** Milliseconds until another try makes sense. */
  retryAfterMs: number;
}

/** What to tell of a call that failed. What is neither a refusal nor a lost connection is our bug, and thrown on. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { message, hint, code, status, retryAfterMs = 0 } = error;
    return { message, hint, code, locked: status === 401 || status === 403, retryAfterMs };
  }
  if (error instanceof Unreachable) {
    return { message: error.message, hint: error.hint, code: error.code, locked: false, retryAfterMs: 0 };
  }
  throw error;
}
