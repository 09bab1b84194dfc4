import { ApiError } from '../../client/errors.ts';
import { isStale } from '../../client/selectors.ts';
import type { Desk, Doing } from '../desk/desk.ts';

/** Opens the guest's console; asks first where another seat has it. */
export const opening = (desk: Pick<Desk, 'guestConsole' | 'act'>): Doing => ({
  title: "Open the guest's console?",
  consequence: 'What is typed goes to the guest.',
  yes: 'Open',
  unasked: true,
  possible: (state) => !isStale(state),
  run: async () => {
    try {
      await desk.guestConsole.open(false);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'console.held') throw error;
      desk.act(taking(desk, error.message));
    }
  },
});

const taking = ({ guestConsole }: Pick<Desk, 'guestConsole'>, who: string): Doing => ({
  title: `${who}. Take it over?`,
  consequence: 'Who has it now is told, and what is half typed there stays at the guest.',
  yes: 'Take it over',
  possible: (state) => !isStale(state),
  run: () => guestConsole.open(true),
});
