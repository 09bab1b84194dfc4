import * as z from 'zod';

export const consoleLogQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type ConsoleLogQuery = z.input<typeof consoleLogQuery>;

/** The guest's own words, in lines without control characters; over its restarts, as far as they are kept. */
export const consoleLog = z.object({ lines: z.array(z.string()) });
export type ConsoleLog = z.infer<typeof consoleLog>;
