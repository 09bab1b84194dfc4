import type { DomainFacts } from './parse-domain.ts';

/** The guest's domain as libvirt shows it, or that nobody knows. */
export type Observed =
  | { kind: 'unknown' }
  | { kind: 'absent' }
  | {
      kind: 'domain';
      uuid: string;
      /** libvirt's word: `running`, `paused`, `shutdown`, `shutoff`, `crashed`, `pmsuspended`, … */
      state: string;
      /** libvirt's word for how the state came about. */
      reason: string;
      facts: DomainFacts | undefined;
    };

/** QEMU runs, whatever the guest in it does. */
export const isActive = (observed: Observed): boolean =>
  observed.kind === 'domain' && observed.state !== 'shutoff';

export const isRunning = (observed: Observed): boolean =>
  observed.kind === 'domain' && observed.state === 'running';

/** There is certainly nothing that runs: not so while libvirt does not answer. */
export const isOff = (observed: Observed): boolean =>
  observed.kind === 'absent' || (observed.kind === 'domain' && observed.state === 'shutoff');
