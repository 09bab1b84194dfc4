import type { PowerPolicy } from '../config/policy/policy.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import type { Ledger } from './ledger/ledger.ts';

/** What every part of following needs. */
export interface PowerContext {
  clock: Clock;
  log: Log;
  ledger: Ledger;
  hypervisor: Hypervisor;
  /** Of this boot of the host. */
  bootId: string;
  /** Of the guest's domain, now. */
  name(): string;
  policy(): PowerPolicy;
  /** What is told of power is another. */
  changed(): void;
}

export const isoNow = ({ clock }: { clock: Clock }): string => clock.now().toISOString();
