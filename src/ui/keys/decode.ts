import { controlKey, csiKey, ss3Key } from './sequences.ts';

/**
 * What the terminal sent: a key, where its cursor is, or that it has come so far (DSR, answered by 0, or 3 for something wrong with it). Keys are named as in the tables of keys: `a`, `Enter`, `F1`, `PageDown`,
 * `Ctrl-L`, `Alt-x`.
 */
export type Input = { key: string } | { cursor: { row: number; column: number } } | { ready: true };

export interface Decoder {
  /** The inputs in a piece of what was received at `now` (milliseconds). Sequences may be cut anywhere. */
  push(text: string, now: number): Input[];
  /** The inputs that became clear because nothing followed for `ESCAPE_MS`. */
  settle(now: number): Input[];
  /** Whether `settle` has something to decide. */
  waiting(): boolean;
}

/** How long the rest of a sequence may take: at 1200 baud a byte takes 8 ms, and a terminal server adds its own. */
export const ESCAPE_MS = 80;
/** How long after the escape key a digit makes a function key of it; people type that in two strokes. */
export const DIGIT_MS = 2000;
const LONGEST = 64;
const SEQUENCE = /^\u001b\[(\[.|[0-?]*[ -/]*[@-~])/;
const BEGINNING = /^\u001b(?:\[(?:\[?|[0-?]*[ -/]*)|O)?$/;

/**
 * Decodes what a terminal's keyboard sends. Serial lines and terminal emulators mangle function keys: the escape key and a digit is
 * F1 to F10 everywhere. An escape key alone is `Esc` at once; a digit that follows soon is the function key all the same.
 */
export function createDecoder(): Decoder {
  let pending = '';
  let escapedUntil = 0;
  let afterReturn = false;

  const take = (now: number): Input[] => {
    const inputs: Input[] = [];
    while (pending !== '') {
      const { length, input } = next(now);
      if (length === 0) break;
      pending = pending.slice(length);
      if (input !== undefined) inputs.push(input);
    }
    if (pending.length > LONGEST) pending = '';
    return inputs;
  };

  /** The first input in `pending` and how long it is; a length of 0 means that more must come. */
  const next = (now: number): { length: number; input?: Input | undefined } => {
    if (pending[0] === '\u001b') return nextSequence();
    const [character = ''] = pending;
    const soon = now < escapedUntil;
    escapedUntil = 0;
    if (soon && /[0-9]/.test(character)) return { length: 1, input: functionKey(character) };
    if (soon && /[[O]/.test(character)) {
      // The sequence of a key whose escape came far ahead of the rest.
      pending = `\u001b${pending}`;
      return nextSequence();
    }
    const secondOfPair = character === '\n' && afterReturn;
    afterReturn = character === '\r';
    if (secondOfPair) return { length: 1 };
    return { length: character.length, input: plainKey(character) };
  };

  const nextSequence = (): { length: number; input?: Input | undefined } => {
    afterReturn = false;
    if (BEGINNING.test(pending)) return { length: 0 };
    const sequence = SEQUENCE.exec(pending);
    if (sequence !== null) return { length: sequence[0].length, input: toInput(sequence[1] ?? '') };
    const [second = ''] = pending.slice(1);
    // A broken sequence: what it was is not known, so nothing of it counts.
    if (second === '[') return { length: pending.length };
    if (second === 'O') return { length: 3, input: key(ss3Key(pending[2] ?? '')) };
    if (second === '\u001b') return { length: 1, input: { key: 'Esc' } };
    if (/[0-9]/.test(second)) return { length: 2, input: functionKey(second) };
    const plain = plainKey(second);
    return {
      length: 1 + second.length,
      input: plain && 'key' in plain ? { key: `Alt-${plain.key}` } : undefined,
    };
  };

  return {
    push: (text, now) => {
      pending += text;
      return take(now);
    },
    settle: (now) => {
      // Anything longer is a sequence that has been cut: its rest is still to come, and must not be taken for letters.
      if (pending !== '\u001b') return [];
      pending = '';
      escapedUntil = now + DIGIT_MS;
      return [{ key: 'Esc' }];
    },
    waiting: () => pending !== '',
  };
}

const key = (name: string | undefined): Input | undefined => (name === undefined ? undefined : { key: name });
const functionKey = (digit: string): Input => ({ key: `F${digit === '0' ? '10' : digit}` });

function plainKey(character: string): Input | undefined {
  if (/^[^\u0000-\u001f\u007f-\u009f]$/u.test(character)) return { key: character };
  return key(controlKey(character));
}

function toInput(sequence: string): Input | undefined {
  const position = /^(\d{1,4});(\d{1,4})R$/.exec(sequence);
  if (position !== null) return { cursor: { row: Number(position[1]), column: Number(position[2]) } };
  if (/^[03]n$/.test(sequence)) return { ready: true };
  return key(csiKey(sequence));
}
