const ANSWER = /\u001b\[(?:(\d{1,4});(\d{1,4})R|[03]n)/;
const BEGINNING = /\u001b(?:\[(?:\d{1,4}(?:;\d{0,4})?)?)?$/;

/** Takes the answers to our questions out of what is typed, where that is handed on undecoded; `onAnswer` hears of a place. */
export interface AnswerSieve {
  /** What was typed. What may be the beginning of an answer waits for the rest. */
  push(text: string): string;
  /** What has waited, and was no answer. */
  settle(): string;
}

export function createAnswerSieve(onAnswer: (at: { row: number; column: number }) => void): AnswerSieve {
  let held = '';
  return {
    push: (text) => {
      const all = held + text;
      const found = ANSWER.exec(all);
      if (found?.[1] !== undefined) onAnswer({ row: Number(found[1]), column: Number(found[2]) });
      const typed = found === null ? all : all.replace(ANSWER, '');
      held = BEGINNING.exec(typed)?.[0] ?? '';
      return typed.slice(0, typed.length - held.length);
    },
    settle: () => {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
