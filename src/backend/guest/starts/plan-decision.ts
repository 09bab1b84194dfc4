import type { StartOrigin } from '../../../contract/index.ts';

/** Everything that decides with what the guest is started. */
export interface Situation {
  /** What a technician has chosen for the next starts. */
  choice: StartOrigin;
  /** The hardware and the policy give a domain XML. */
  isRendered: boolean;
  /** The last good configuration: `impossible` on the hardware as it is now. */
  good: 'none' | 'impossible' | 'possible';
  /** What is rendered is the last good domain XML. */
  isGood: boolean;
  /** The policy wants changes to wait for a technician. */
  holds: boolean;
  /** What is rendered differs from what the guest last started with. */
  hasChanges: boolean;
  /** A technician has accepted exactly these changes. */
  isAccepted: boolean;
  /** What is rendered did not start, and the last good configuration did. */
  hasFailed: boolean;
  /** Nobody asked for the start. */
  byItself: boolean;
}

export type Decision =
  /** `fallBack`: the last good configuration follows where this one does not start. */
  | { use: 'rendered'; fallBack: boolean }
  | { use: 'last-good'; because: 'chosen' | 'not-rendered' | 'has-failed' }
  | { use: 'nothing'; because: 'held' | 'not-rendered' | 'good-impossible' };

/**
 * With what the guest is started now, if at all. What has failed is tried again when somebody asks for it, not by itself: a box that starts
 * unattended does not try the same thing at each boot.
 */
export function planDecision(now: Situation): Decision {
  if (now.choice === 'last-good' && now.good !== 'none')
    return now.good === 'possible'
      ? { use: 'last-good', because: 'chosen' }
      : { use: 'nothing', because: 'good-impossible' };
  if (!now.isRendered)
    return now.good === 'possible'
      ? { use: 'last-good', because: 'not-rendered' }
      : { use: 'nothing', because: 'not-rendered' };
  if (isHeld(now)) return { use: 'nothing', because: 'held' };
  const fallBack = now.good === 'possible' && !now.isGood;
  if (now.hasFailed && now.byItself && fallBack) return { use: 'last-good', because: 'has-failed' };
  return { use: 'rendered', fallBack };
}

/** Changes wait for a technician. Those that are not there, and a first start, never do. */
export const isHeld = ({ choice, good, isRendered, holds, hasChanges, isAccepted }: Situation): boolean =>
  (choice === 'rendered' || good === 'none') && isRendered && holds && hasChanges && !isAccepted;

/**
 * Whether the last good configuration may take the place of one that ended with this error: libvirt has refused it, QEMU did not start with
 * it, or the host lacks what it needs. Not when it is unknown what came of it.
 */
export const mayFallBack = (code: string): boolean => code === 'libvirt.refused' || code.startsWith('host.');
