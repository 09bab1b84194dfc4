import type { FollowAction, FollowOutcome } from '../../../contract/index.ts';

export interface ResumeInput {
  outcome: FollowOutcome;
  action: FollowAction;
  /** The box has not been booted since. */
  isSameBoot: boolean;
  /** The guest has begun another run since, whether that goes on or not. */
  hasRunAgain: boolean;
}

/**
 * What a new backend does with what an earlier one left unfinished: goes on waiting, acts, or writes down what came of it; nothing for what is
 * finished. Acting again is no harm: the box's power is switched once, however often it is asked for, and a guest that runs is not started.
 */
export function planResume({
  outcome,
  action,
  isSameBoot,
  hasRunAgain,
}: ResumeInput): 'wait' | 'act' | 'done' | 'overtaken' | 'nothing' {
  if (outcome !== 'waiting' && outcome !== 'acting') return 'nothing';
  const ofBox = action === 'power-off' || action === 'reboot';
  if (!isSameBoot) return outcome === 'acting' && ofBox ? 'done' : 'overtaken';
  if (hasRunAgain) return outcome === 'acting' && !ofBox ? 'done' : 'overtaken';
  return outcome === 'waiting' ? 'wait' : 'act';
}
