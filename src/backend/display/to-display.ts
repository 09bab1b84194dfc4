import type { Availability, Display } from '../../contract/index.ts';
import type { ToldDisplay, WantedDisplay } from './model.ts';

export interface DisplayParts {
  /** Whether a viewer is meant to be there. */
  own: boolean;
  told: ToldDisplay | undefined;
  wanted: WantedDisplay;
  guestRuns: boolean;
}

const yes: Availability = { allowed: true };
const no = (reason: string): Availability => ({ allowed: false, reason });

/** What the monitor shows, for those who ask. */
export function toDisplay({ own, told, wanted, guestRuns }: DisplayParts): Display {
  const { hotKey, viewOnly } = wanted;
  const message = told?.scene === 'message' ? wanted.message?.text : undefined;
  return {
    state: own ? (told === undefined ? 'unknown' : 'ready') : 'off',
    ...(told === undefined ? {} : { view: told.view, scene: told.scene }),
    ...(message === undefined ? {} : { message }),
    ...(told?.picture === undefined ? {} : { picture: told.picture }),
    outputs: told?.outputs ?? [],
    connectors: told?.connectors ?? [],
    inputs: told?.inputs ?? [],
    hotKey,
    viewOnly,
    actions: {
      'show-guest': toShow(own, told, 'guest'),
      'show-console': toShow(own, told, 'console'),
      'send-keys': guestRuns ? yes : no('the guest does not run'),
    },
    problems:
      told?.failure === undefined
        ? []
        : [
            {
              severity: 'warning',
              code: 'display.failing',
              message: `The guest's display cannot be shown: ${told.failure}`,
              hint: 'bezel log --part display says more',
            },
          ],
  };
}

function toShow(own: boolean, told: ToldDisplay | undefined, view: Display['view']): Availability {
  if (!own) return no('this machine has no monitor that is Bezel’s');
  if (told === undefined) return no('the program that serves the monitor does not answer');
  return told.view === view ? no(`the monitor shows the ${view} already`) : yes;
}
