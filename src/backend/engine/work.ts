import type { Actor, Operation } from '../../contract/index.ts';

/** What running work is given. */
export interface WorkContext {
  /** Aborted when somebody cancels the operation or the backend ends. */
  readonly signal: AbortSignal;
  /** Says what is being done (one short line) and how far it is (0 to 1, where that is known). */
  progress(message: string, fraction?: number): void;
}

export interface WorkRequest {
  /** For example `guest.start`. */
  kind: string;
  by: Actor;
  cancellable: boolean;
  run(context: WorkContext): Promise<void>;
}

/** A part of work, of which it is told how far the whole is. */
export const partOf = ({ signal, progress }: WorkContext, from: number, to: number): WorkContext => ({
  signal,
  progress: (message, fraction) =>
    progress(message, fraction === undefined ? undefined : from + fraction * (to - from)),
});

/** Takes work and runs it one after the other, in the order in which it came. */
export interface Runner {
  /** Journals the work and answers at once; it runs when everything before it has ended. */
  submit(request: WorkRequest): Operation;
}
