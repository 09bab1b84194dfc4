import { LabTimeout } from '../driver/errors.ts';

/** The outcome of work, or a LabTimeout when it takes longer. The work itself goes on: the caller switches its box off. */
export async function withLimit<T>(work: Promise<T>, limitMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new LabTimeout(`${what} takes longer than ${limitMs / 60_000} min`)),
      limitMs,
    );
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
