/** Why something could not be read. `missing` covers files, links and folders that are not there. */
export type ReadFailure = 'missing' | 'denied' | 'too-large' | 'unreadable';

/** What reading gives: a value, or why there is none. `message` is the system's own, for people. */
export type Reading<T> = { ok: true; value: T } | { ok: false; why: ReadFailure; message: string };

export const read = <T>(value: T): Reading<T> => ({ ok: true, value });

export function notRead(why: ReadFailure, message: string): { ok: false; why: ReadFailure; message: string } {
  return { ok: false, why, message };
}

const failures: Record<string, ReadFailure> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
};

/** A failure of the file system as a reading. */
export function toNotRead(error: unknown): { ok: false; why: ReadFailure; message: string } {
  const { code, message } = error as NodeJS.ErrnoException;
  return notRead(failures[code ?? ''] ?? 'unreadable', message);
}
