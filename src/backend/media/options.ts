import type { PolicyInForce } from '../config/policy/policy.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { Database } from '../engine/store.ts';
import type { Topics } from '../engine/topics.ts';
import type { Runner } from '../engine/work.ts';
import type { RunCommand } from '../host/commands.ts';
import type { Files } from '../host/files.ts';
import type { Hypervisor } from '../host/hypervisor.ts';

/** What the slices of what is plugged in and of the drives need alike. */
export interface MediaSliceOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  db: Database;
  runner: Runner;
  hypervisor: Hypervisor;
  run: RunCommand;
  /** The machine's, which may be a recorded one. */
  machine: Files;
  /** The host's own: the templates are there. */
  files: Pick<Files, 'readText'>;
  bootId: string;
  /** Whether the box's USB disks, devices and drives are ours to give. */
  own: boolean;
  /** Of the guest's domain, now. */
  guestName(): string;
  readPolicy(): PolicyInForce;
  /** The line of a rule in the policy file. */
  lineOf(rule: number): number | undefined;
}
