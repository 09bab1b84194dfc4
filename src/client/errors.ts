import type { ErrorBody, Problem } from '../contract/index.ts';

/** The backend answered, and refused or failed. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Stable and machine-readable, for example `access.locked`. */
  readonly code: string;
  readonly hint: string | undefined;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Milliseconds until another try makes sense, when there is such a time. */
  readonly retryAfterMs: number | undefined;
  readonly problems: Problem[];

  constructor(status: number, error: ErrorBody['error']) {
    super(error.message);
    this.code = error.code;
    this.hint = error.hint;
    this.status = status;
    this.retryAfterMs = error.retryAfterMs;
    this.problems = error.problems ?? [];
  }
}

/**
 * Why no answer came. `absent`: nothing listens on the socket; `denied`: the caller may not open it; `silent`: no answer in time;
 * `ended`: the connection closed before the answer was complete; `garbled`: what answered does not speak the API.
 */
export type UnreachableReason = 'absent' | 'denied' | 'silent' | 'ended' | 'garbled';

/** No usable answer came from the backend. Whether a call that changes something took effect is then unknown. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly code = 'backend.unreachable';
  readonly reason: UnreachableReason;
  readonly hint: string;

  constructor(reason: UnreachableReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.hint = HINTS[reason];
  }
}

const HINTS: Record<UnreachableReason, string> = {
  absent: 'see whether it runs: systemctl status bezeld',
  denied: "run this as root, or use your own seat's socket",
  silent: 'it may be overloaded or stuck: journalctl -u bezeld',
  ended: 'it may have restarted; try again, and look at the state first: bezel status',
  garbled: 'check that the socket is the one of bezeld, and of the same version',
};

/** What a failed system call or HTTP parser on the socket means. */
export function toUnreachable(cause: unknown, socketPath: string): Unreachable {
  const code = String((cause as { code?: unknown } | null)?.code ?? '');
  if (['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR', 'EINVAL', 'ENAMETOOLONG'].includes(code)) {
    return new Unreachable('absent', `the backend does not listen on ${socketPath}`, cause);
  }
  if (code === 'EACCES' || code === 'EPERM')
    return new Unreachable('denied', `${socketPath} may not be opened`, cause);
  if (code.startsWith('HPE_'))
    return new Unreachable('garbled', `what listens on ${socketPath} does not speak HTTP`, cause);
  return new Unreachable('ended', 'the backend closed the connection before the answer was complete', cause);
}
