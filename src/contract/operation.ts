import * as z from 'zod';

export const operationState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']);
export type OperationState = z.infer<typeof operationState>;

export const role = z.enum(['viewer', 'technician', 'admin']);
export type Role = z.infer<typeof role>;

/** Who asked: the seat (`tty1`, `ttyS0`, `admin`; `bezel` for the backend itself) and the role at that moment. */
export const actor = z.object({ seat: z.string(), role });
export type Actor = z.infer<typeof actor>;

/** Long work with progress. `interrupted`: the backend ended while it ran; what came of it is found by observing, not by guessing. */
export const operation = z.object({
  id: z.string(),
  /** For example `guest.start`. */
  kind: z.string(),
  state: operationState,
  by: actor,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  progress: z.object({
    /** What is being done, one short line. */
    message: z.string(),
    /** 0 to 1 where the work knows its size. */
    fraction: z.number().min(0).max(1).optional(),
  }),
  cancellable: z.boolean(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
});
export type Operation = z.infer<typeof operation>;

export const operationEnded = (o: Operation): boolean => o.state !== 'queued' && o.state !== 'running';
