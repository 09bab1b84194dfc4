import { KEY_NAMES, MODIFIERS } from './key-names.ts';

/**
 * Keys that bring the technician's console and back: the last one pressed while the others are down, and no other modifier; or, where `holdMs` is given, all held
 * for so long and nothing else. Each place has the codes of the keys that may take it (left and right Ctrl).
 */
export interface HotKey {
  keys: readonly (readonly number[])[];
  holdMs?: number;
}

/** How long the keys of a `hold-…` are held: longer than anybody does by mistake. */
export const HOLD_MS = 2000;

/**
 * Reads a hot-key: names of keys with `-` between them, such as `ctrl-alt-f2`; or `hold-leftshift-rightshift`, for keyboards on which the
 * first is hard to reach.
 *
 * @param holdMs how long the keys of a `hold-…` are held
 * @throws Error with a sentence for the operator
 */
export function parseHotKey(text: string, holdMs = HOLD_MS): HotKey {
  const names = text.trim().toLowerCase().split('-');
  const hold = names[0] === 'hold' && names.length > 1;
  const keys = (hold ? names.slice(1) : names).map((name) => {
    const codes = KEY_NAMES.get(name);
    if (codes === undefined)
      throw new Error(`"${text}": no key is called "${name.slice(0, 20)}"; try ctrl-alt-f2`);
    return codes;
  });
  const problem = findProblem(keys, hold);
  if (problem !== undefined) throw new Error(`"${text}" can't be a hot-key: ${problem}`);
  return hold ? { keys, holdMs } : { keys };
}

function findProblem(keys: readonly (readonly number[])[], hold: boolean): string | undefined {
  const isModifier = (codes: readonly number[]) => codes.every((code) => MODIFIERS.has(code));
  if (keys.length > 4) return 'it has more than four keys';
  if (new Set(keys.flat()).size < keys.flat().length)
    return 'a key is in it twice; say leftctrl and rightctrl';
  if (hold) return keys.length < 2 ? 'one key is held by mistake; say two' : undefined;
  if (keys.slice(0, -1).some((codes) => !isModifier(codes)))
    return 'only its last key may be another than ctrl, alt, shift and super';
  const trigger = keys.at(-1) ?? [];
  if (isModifier(trigger)) return 'its last key is pressed with many others; add one, such as f2';
  const modifiers = keys.slice(0, -1).flat();
  const isShifted = modifiers.every((code) => is('shift', code));
  const quiet = modifiers.length > 0 ? [...ALONE, ...SHIFTED] : ALONE;
  if (isShifted && !quiet.some((name) => is(name, trigger[0]))) {
    return 'it is a key for typing; add ctrl, alt or super';
  }
  const hasBoth = ['ctrl', 'alt'].every((name) => modifiers.some((code) => is(name, code)));
  if (hasBoth && is('delete', trigger[0])) return 'the guest needs ctrl-alt-delete';
  return undefined;
}

function is(name: string, code: number | undefined): boolean {
  return code !== undefined && KEY_NAMES.get(name)?.includes(code) === true;
}

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `f${first + index}`);
/** Keys that may be a hot-key alone, and those that may with Shift: nobody types a text with them. */
const ALONE = ['scrolllock', 'pause', 'print', ...range(13, 24)];
const SHIFTED = ['escape', 'home', 'end', ...range(1, 12)];
