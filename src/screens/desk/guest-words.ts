import type { GuestAction, GuestState } from '../../contract/index.ts';
import type { Tone } from '../../ui/theme.ts';

interface StateWords {
  word: string;
  sentence: string;
  tone: Tone;
}

const STATES: Record<GuestState, StateWords> = {
  absent: { word: 'not set up', sentence: 'THE GUEST IS NOT SET UP YET', tone: 'warning' },
  off: { word: 'off', sentence: 'THE GUEST IS OFF', tone: 'warning' },
  starting: { word: 'starting', sentence: 'THE GUEST IS STARTING', tone: 'plain' },
  running: { word: 'running', sentence: 'THE GUEST IS RUNNING', tone: 'good' },
  paused: { word: 'paused', sentence: 'THE GUEST IS PAUSED', tone: 'warning' },
  stopping: { word: 'stopping', sentence: 'THE GUEST IS STOPPING', tone: 'plain' },
  crashed: { word: 'crashed', sentence: 'THE GUEST HAS CRASHED', tone: 'bad' },
  unknown: { word: 'unknown', sentence: 'THE STATE OF THE GUEST IS UNKNOWN', tone: 'warning' },
};

/** How a guest's state is told; never better than it is known: a state that a newer backend has is unknown here. */
export const wordsOf = (state: GuestState | undefined): StateWords =>
  STATES[state ?? 'unknown'] ?? STATES.unknown;

interface ActionWords {
  verb: string;
  title: string;
  consequence: string;
}

/** What each action is called, and what it does to those who use the guest. */
export const actionWords: Record<GuestAction, ActionWords> = {
  start: {
    verb: 'Start',
    title: 'Start the guest?',
    consequence: 'The guest is configured from the hardware as it is now, and powered on.',
  },
  stop: {
    verb: 'Stop',
    title: 'Stop the guest?',
    consequence:
      'The guest is asked to shut down, as by its power button. Whoever uses it is cut off until it is started again. It may take minutes, or refuse.',
  },
  kill: {
    verb: 'Force off',
    title: 'Force the guest off?',
    consequence:
      "The guest's power is cut at once. What it has not written to its disks is lost, and it may have to repair its file systems at the next start.",
  },
  reset: {
    verb: 'Reset',
    title: 'Reset the guest?',
    consequence:
      "The guest's reset button is pressed: it starts again at once, without shutting down. What it has not written to its disks is lost.",
  },
};
