import * as z from 'zod';
import { configChanges } from './changes.ts';
import { configStatus } from './config.ts';
import { fact } from './fact.ts';
import { guest } from './guest.ts';
import { problem } from './problem.ts';

/** The box in one glance: what every seat and `bezel status` show first. */
export const status = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  /** `starting` until libvirt has answered and the first reconciliation is over. */
  ready: z.boolean(),
  product: z.object({
    manufacturer: fact(z.string()),
    name: fact(z.string()),
    serial: fact(z.string()),
    uuid: fact(z.string()),
  }),
  /** A line that the vendor wants to be seen on every seat. */
  notice: z.string().optional(),
  summary: z.object({
    cpus: fact(z.number().int()),
    memoryMiB: fact(z.number().int()),
    nics: z.number().int(),
    disks: z.number().int(),
  }),
  libvirt: z.object({
    connected: z.boolean(),
    version: z.string().optional(),
    since: z.iso.datetime().optional(),
  }),
  config: configStatus,
  changes: configChanges,
  guest,
  /** Everything that wants attention now, of the box, the configuration and the guest, worst first. */
  problems: z.array(problem),
});
export type Status = z.infer<typeof status>;
