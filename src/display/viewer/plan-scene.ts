import type { Message, View, Wanted } from '../control/model.ts';

export type Scene = { kind: 'console' | 'picture' | 'splash' } | ({ kind: 'message' } & Message);

export interface SceneParts {
  view: View;
  /** Absent before anybody has said what he wants. */
  wanted: Pick<Wanted, 'message' | 'whenOff'> | undefined;
  /** The guest draws something. */
  hasPicture: boolean;
}

/** What is on the monitor. The picture of a guest that stops is shown for as long as it is there. */
export function planScene({ view, wanted, hasPicture }: SceneParts): Scene {
  if (view === 'console') return { kind: 'console' };
  if (hasPicture) return { kind: 'picture' };
  const message = wanted?.message;
  if (message === undefined) return { kind: 'splash' };
  return wanted?.whenOff === 'console' ? { kind: 'console' } : { kind: 'message', ...message };
}
