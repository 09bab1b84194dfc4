import * as z from 'zod';
import { problem } from './problem.ts';

/** One difference between two starts of the guest, in words: `NIC 3 (enp4s0) is gone`, `memory 64 GiB → 48 GiB`. */
export const change = z.object({
  subject: z.enum(['memory', 'cpus', 'nic', 'disk', 'smbios', 'identity', 'firmware', 'device', 'template']),
  kind: z.enum(['added', 'removed', 'changed']),
  message: z.string(),
});
export type Change = z.infer<typeof change>;

/** `rendered`: made of the hardware and the policy at that moment; `last-good`: what a guest ran with before. */
export const startOrigin = z.enum(['rendered', 'last-good']);
export type StartOrigin = z.infer<typeof startOrigin>;

/** One start of the guest, successful or not. */
export const guestStart = z.object({
  /** Counts up; never used again. */
  id: z.number().int().positive(),
  at: z.iso.datetime(),
  origin: startOrigin,
  outcome: z.enum(['started', 'failed']),
  /** Compared with the successful start before it; empty for the very first. */
  changes: z.array(change),
  /** Why it failed, or why it is not what was rendered. */
  problem: problem.optional(),
});
export type GuestStart = z.infer<typeof guestStart>;

/** What the guest was started with, what its next start would change, and whether that waits for somebody. */
export const configChanges = z.object({
  /** What the next start uses. A technician chooses `last-good`; accepting ends that. */
  choice: startOrigin,
  /** The last start that succeeded. */
  lastStart: guestStart.optional(),
  /** What is rendered now would change, compared with that; empty when nothing, or when nothing can be rendered. */
  next: z.array(change),
  /** Names exactly these changes, to `config.accept`; absent when there are none. */
  nextId: z.string().optional(),
  /** The policy says that changes wait for a technician, and there are some. The guest is not started before they are accepted. */
  held: z.boolean(),
  /** When the configuration that counts as the last good one was first started. */
  lastGoodAt: z.iso.datetime().optional(),
});
export type ConfigChanges = z.infer<typeof configChanges>;

export const configAcceptQuery = z.strictObject({
  /** The `nextId` of the changes that were shown: others are not accepted. Without it those are that are known now. */
  changes: z.string().max(64).optional(),
});

export const configDiffQuery = z.strictObject({
  /** `next`: what the next start would change; `last`: what the last start changed compared with the one before. */
  of: z.enum(['next', 'last']).default('next'),
});

export const configDiff = z.object({
  of: z.enum(['next', 'last']),
  /** When what is compared with was started; absent when there is nothing to compare with. */
  since: z.iso.datetime().optional(),
  changes: z.array(change),
  /** Unified diff of the two domain XMLs as they were rendered; empty when they are the same. */
  xml: z.string(),
});
export type ConfigDiff = z.infer<typeof configDiff>;
