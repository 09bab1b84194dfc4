import * as z from 'zod';

export const logLevel = z.enum(['debug', 'info', 'warn', 'error']);
export type LogLevel = z.infer<typeof logLevel>;

export const logEntry = z.object({
  /** The journal's cursor: opaque, for `after` and `before`. */
  cursor: z.string(),
  time: z.iso.datetime(),
  level: logLevel,
  /** The part of the backend that speaks, for example `guest`, `server`. */
  part: z.string(),
  message: z.string(),
});
export type LogEntry = z.infer<typeof logEntry>;

export const logQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  after: z.string().max(512).optional(),
  before: z.string().max(512).optional(),
});
export type LogQuery = z.input<typeof logQuery>;

/** The least level that each part of the backend writes now. */
export const logLevels = z.object({ levels: z.record(z.string(), logLevel) });
export type LogLevels = z.infer<typeof logLevels>;

/** Without `part` it holds for all parts, until the backend ends. */
export const logLevelRequest = z.strictObject({
  level: logLevel,
  part: z.string().min(1).max(64).optional(),
});
export type LogLevelRequest = z.infer<typeof logLevelRequest>;

/** Oldest first. */
export const logPage = z.object({ entries: z.array(logEntry) });
export type LogPage = z.infer<typeof logPage>;
