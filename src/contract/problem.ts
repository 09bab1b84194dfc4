import * as z from 'zod';

/** A place in a file. Lines and columns count from 1. */
export const location = z.object({
  file: z.string(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
});
export type Location = z.infer<typeof location>;

/** Something that an operator can act on: what is wrong, where, and what to do. */
export const problem = z.object({
  /** Stable and machine-readable, for example `config.unknown-key`, `guest.no-kvm`. */
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** Present tense, the thing first: "memory.reserveMiB is not a number". */
  message: z.string(),
  hint: z.string().optional(),
  where: location.optional(),
});
export type Problem = z.infer<typeof problem>;

/** The body of every answer with a status of 400 or more. */
export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
    /** Milliseconds until another try makes sense, when there is such a time. */
    retryAfterMs: z.number().int().nonnegative().optional(),
    problems: z.array(problem).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;
