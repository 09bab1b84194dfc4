import * as z from 'zod';
import { actor, maintenance, stopping } from '../../../contract/index.ts';

const run = z.object({
  bootId: z.string(),
  /** QEMU's time of the RESUME that began it, where that was seen. */
  resume: z.string().optional(),
  /** When it began, as far as that was seen. */
  since: z.iso.datetime().optional(),
  /** How it has ended is in the ledger. */
  isOver: z.boolean(),
});

const asked = z.object({
  what: z.enum(['stop', 'kill', 'reset']),
  by: actor,
  at: z.iso.datetime(),
  operation: z.string(),
  /** Its operation has ended: what comes much later does not come of it. */
  endedAt: z.iso.datetime().optional(),
});
export type AskedRecord = z.infer<typeof asked>;

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** What must be known after a restart and cannot be observed. A part that can't be read is forgotten, and hides no other. */
export const powerState = z.object({
  /** The guest's last run. */
  run: optional(run),
  asked: z.array(asked).catch([]),
  stopping: optional(stopping.extend({ bootId: z.string(), entry: z.int().optional() })),
  maintenance: optional(maintenance),
  backOff: z
    .object({ restarts: z.int().nonnegative(), broken: z.boolean() })
    .catch({ restarts: 0, broken: false }),
});
export type PowerState = z.infer<typeof powerState>;

export const parsePowerState = (value: unknown): PowerState =>
  powerState.parse(typeof value === 'object' && value !== null ? value : {});
