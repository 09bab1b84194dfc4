import type { Change, Problem } from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';

/** An error that somebody can act on, as it is written down and shown. */
export const toProblem = ({ code, message, details }: OperatorError): Problem => ({
  code,
  severity: 'error',
  message,
  ...(details.hint === undefined ? {} : { hint: details.hint }),
});

/** The opposite. */
export const toError = ({ code, message, hint }: Problem): OperatorError =>
  new OperatorError(code, message, hint === undefined ? {} : { hint });

const without = (missing: readonly string[]): string =>
  missing.length === 0 ? '' : `; without ${missing.join(', ')}, which the box no longer has`;

/** Why the guest was started with the last good configuration, and what it lacks. */
export const fellBack = (reason: string, missing: readonly string[]): Problem => ({
  code: 'guest.fell-back',
  severity: 'error',
  message: `The guest was started with its last good configuration: ${reason}${without(missing)}`,
  hint: 'Correct the policy, the template or the hardware, then start the guest again',
});

export const acceptHint =
  'Look with bezel config diff; bezel config accept uses what the policy and the hardware give';

export const chosenLastGood = (at: string | undefined, missing: readonly string[]): Problem => ({
  code: 'guest.last-good-chosen',
  severity: 'warning',
  message: `The guest starts with its last good configuration${at === undefined ? '' : ` of ${at.slice(0, 16).replace('T', ' ')} UTC`}, as a technician has chosen${without(missing)}`,
  hint: acceptHint,
});

/** Names this many changes; the rest are a number. */
const named = 3;

export function held(changes: readonly Change[]): Problem {
  const more = changes.length - named;
  const words = changes.slice(0, named).map(({ message }) => message);
  return {
    code: 'guest.held',
    severity: 'warning',
    message: `Changes wait for a technician before the guest starts: ${[...words, ...(more > 0 ? [`${more} more`] : [])].join('; ')}`,
    hint: 'Accept them (bezel config accept), or start with the last good configuration (bezel config rollback)',
  };
}

export const startFailed = ({ message, hint }: Problem): Problem => ({
  code: 'guest.start-failed',
  severity: 'error',
  message: `The last start of the guest failed: ${message}`,
  ...(hint === undefined ? {} : { hint }),
});

/** `recovered`: from an earlier start that was written down elsewhere. */
export const stateDamaged = (file: string, recovered: boolean): Problem => ({
  code: 'guest.state-damaged',
  severity: 'warning',
  message: `What was kept of the guest was damaged: ${
    recovered
      ? 'its UUID and the places of its NICs are those of its last start'
      : 'the places of its NICs, and its UUID where the box has none, may be others than before'
  }`,
  where: { file },
});
