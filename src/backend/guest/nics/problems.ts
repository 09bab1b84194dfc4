import { type Problem, plainText } from '../../../contract/index.ts';
import type { NicStep } from './plan-guest-nics.ts';

/** What a step was for, in the log. */
export const toWords = (step: NicStep): string => words[step.kind](step as never);

const words: { [K in NicStep['kind']]: (step: Extract<NicStep, { kind: K }>) => string } = {
  'set-link': ({ what, link }) => `The guest's ${what} has its link ${link}, as the cable has`,
  'set-bridge': ({ what }) => `The guest's ${what} is joined to another bridge`,
  attach: ({ what }) => `The guest has ${what}, which was plugged into the box`,
  detach: ({ what }) => `The guest is asked to let go of ${what}, which the box no longer has`,
};

const refusals = {
  'set-link': {
    code: 'guest.nic-link',
    message: (what: string) => `The link of the guest's ${what} does not follow the cable`,
  },
  'set-bridge': {
    code: 'guest.nic-bridge',
    message: (what: string) => `The guest's ${what} cannot be joined to its bridge`,
  },
  attach: {
    code: 'guest.nic-attach',
    message: (what: string) => `The running guest does not get ${what}`,
  },
} as const;

/** libvirt has refused a step; `why` is a sentence without a full stop. */
export const nicRefused = (step: Exclude<NicStep, { kind: 'detach' }>, why: string): Problem => ({
  code: refusals[step.kind].code,
  severity: 'error',
  message: `${refusals[step.kind].message(step.what)}: ${plainText(why)}`,
  hint: 'It is tried again when something changes; the next start of the guest does it in any case',
});

/** The guest did not let go of a NIC. */
export const nicBusy = (what: string, why: string): Problem => ({
  code: 'guest.nic-busy',
  severity: 'warning',
  message: `The guest still holds ${what}, which the box no longer has: ${plainText(why)}`,
  hint: 'It is asked again when the hardware changes; from its next start on the guest is without it',
});
