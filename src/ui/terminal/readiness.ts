import type { Stage } from './stage.ts';
import type { Line } from './terminal.ts';

/** Asks whether all is well (ECMA-48 DSR): a terminal answers in its turn, once it has drawn what came before. */
const ASK_READY = '\u001b[5n';
/** How long the answer may take: at 9600 baud as much as is ever drawn at once. Who never answers is asked that seldom. */
const ANSWER_MS = 10_000;

/** Tells when what was drawn is on the screen. */
export interface Readiness {
  /** Calls `done` once; the returned function ends that. */
  when(done: () => void): () => void;
  /** The terminal has answered. */
  answered(): void;
  /** Whether an answer may come. */
  isAsked(): boolean;
  /** The screen is somebody else's: nobody is told anything until `resume`. */
  suspend(): void;
  resume(): void;
}

export function createReadiness({
  stage,
  line,
}: {
  stage: Pick<Stage, 'whenIdle'>;
  line: Pick<Line, 'send' | 'size'>;
}): Readiness {
  const waiting = new Set<() => void>();
  let isSuspended = false;
  let askedUntil = 0;
  let late: NodeJS.Timeout | undefined;
  let stopIdle = () => {};

  const tell = () => {
    clearTimeout(late);
    late = undefined;
    if (isSuspended) return;
    for (const each of [...waiting]) {
      waiting.delete(each);
      each();
    }
  };
  const begin = () => {
    stopIdle();
    if (isSuspended || waiting.size === 0 || late !== undefined) return;
    stopIdle = stage.whenIdle(() => {
      if (line.size() !== undefined) return tell();
      askedUntil = Date.now() + ANSWER_MS;
      late = setTimeout(tell, ANSWER_MS);
      line.send(ASK_READY, () => {});
    });
  };
  return {
    when: (done) => {
      const each = () => done();
      waiting.add(each);
      begin();
      return () => void waiting.delete(each);
    },
    answered: () => {
      askedUntil = 0;
      if (late !== undefined) tell();
    },
    isAsked: () => Date.now() < askedUntil,
    suspend: () => {
      isSuspended = true;
      clearTimeout(late);
      late = undefined;
      stopIdle();
    },
    resume: () => {
      isSuspended = false;
      begin();
    },
  };
}
