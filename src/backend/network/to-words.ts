import type { Step } from './model.ts';

/** What was found, of which `step` is the cure. */
export function toWords(step: Step): string {
  switch (step.kind) {
    case 'create-bridge':
      return `${step.bridge} was gone`;
    case 'quiet-bridge':
      return `the settings of ${step.bridge} were others`;
    case 'make-no-addresses':
      return `${step.link} was to give itself addresses`;
    case 'flush-addresses':
      return `${step.link} had an address`;
    case 'join':
      return `${step.nic} was no port of ${step.bridge}`;
    case 'up':
      return `${step.link} was down`;
  }
}
