import { isActive, type Observed } from './observed.ts';

export interface AutostartParts {
  observed: Observed;
  /** The policy's word; absent without a usable policy. */
  wanted: boolean | undefined;
  /** The guest has run, or was deliberately left off, since the host booted. */
  settled: boolean;
  /** A start is under way or waits. */
  starting: boolean;
  /** Changes wait for a technician, or the same has been tried by itself already. */
  waits: boolean;
}

/**
 * Whether the guest is to be started without anybody having asked. Only the first time after the host booted: a backend that comes back
 * must neither start a guest that was stopped nor touch one that runs. `settle` is to be written down so that it stays so.
 */
export function planAutostart({
  observed,
  wanted,
  settled,
  starting,
  waits,
}: AutostartParts): 'start' | 'settle' | 'nothing' {
  if (observed.kind === 'unknown' || settled) return 'nothing';
  if (isActive(observed) || wanted === false) return 'settle';
  return wanted === true && !starting && !waits ? 'start' : 'nothing';
}
