import * as z from 'zod';

/**
 * What is known about one property of the box: a value, a value that was true until `since`, or unknown with the reason.
 * Unknown is neither a failure nor health.
 */
export const fact = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('known'), value }),
    z.object({ state: z.literal('stale'), value, since: z.iso.datetime() }),
    z.object({ state: z.literal('unknown'), reason: z.string().optional() }),
  ]);

export type Fact<T> =
  | { state: 'known'; value: T }
  | { state: 'stale'; value: T; since: string }
  | { state: 'unknown'; reason?: string | undefined };

export const known = <T>(value: T): Fact<T> => ({ state: 'known', value });
export const unknown = (reason?: string): Fact<never> =>
  reason === undefined ? { state: 'unknown' } : { state: 'unknown', reason };

/** The value of a known or stale fact, else `undefined`. */
export const factValue = <T>(f: Fact<T>): T | undefined => (f.state === 'unknown' ? undefined : f.value);
