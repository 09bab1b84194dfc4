import type { Problem } from '../../contract/index.ts';

export interface OperatorErrorDetails {
  hint?: string;
  cause?: unknown;
  /** The HTTP status of the answer; 409 (not in this state) unless said otherwise. */
  status?: 400 | 403 | 404 | 409 | 413 | 422 | 426 | 429 | 503;
  retryAfterMs?: number;
  problems?: Problem[];
}

/** An error that the operator can act on. `message` is in the present tense, the thing first; `hint` says what to try. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: string;
  readonly details: OperatorErrorDetails;

  constructor(code: string, message: string, details: OperatorErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}
