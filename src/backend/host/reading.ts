/** Why something could not be read. `missing` covers files, links and folders that are not there; `too-slow` is a device that hangs. */
export type ReadFailure = 'missing' | 'denied' | 'too-large' | 'too-slow' | 'unreadable';

export interface NotRead {
  ok: false;
  why: ReadFailure;
  /** The system's own, for people. */
  message: string;
  /** The name of the error in errno(3), for example `EINVAL`. */
  errno: string;
}

/** What reading gives: a value, or why there is none. */
export type Reading<T> = { ok: true; value: T } | NotRead;

export const read = <T>(value: T): Reading<T> => ({ ok: true, value });

const usual: Record<ReadFailure, string> = {
  missing: 'ENOENT',
  denied: 'EACCES',
  'too-large': 'EFBIG',
  'too-slow': 'ETIMEDOUT',
  unreadable: 'EIO',
};

export function notRead(why: ReadFailure, message: string, errno = usual[why]): NotRead {
  return { ok: false, why, message, errno };
}

const failures: Record<string, ReadFailure> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EFBIG: 'too-large',
};

/** A failure of the file system as a reading. */
export function toNotRead(error: unknown): NotRead {
  const { code = 'EIO', message } = error as NodeJS.ErrnoException;
  return notRead(failures[code] ?? 'unreadable', message, code);
}
