/**
 * Combinations of keys that can be pressed in the guest by name, and their keys in the words of linux/input-event-codes.h: what an operating system listens
 * to and a technician may not be able to type, since a key of the box, of a terminal or of a KVM switch is before it.
 */
const codes = {
  ctrl: 29,
  alt: 56,
  delete: 111,
  backspace: 14,
  tab: 15,
  escape: 1,
  super: 125,
  print: 99,
  f1: 59,
  f2: 60,
  f3: 61,
  f4: 62,
  f5: 63,
  f6: 64,
  f7: 65,
  f8: 66,
  f9: 67,
  f10: 68,
  f11: 87,
  f12: 88,
  b: 48,
  e: 18,
  i: 23,
  o: 24,
  r: 19,
  s: 31,
  u: 22,
} as const;

/** What can be sent, each with what it is for. */
export const keyCombinations = {
  'ctrl-alt-delete': 'log in, or restart',
  'ctrl-alt-backspace': 'end a graphical session',
  'ctrl-alt-f1': 'virtual terminal 1',
  'ctrl-alt-f2': 'virtual terminal 2',
  'ctrl-alt-f3': 'virtual terminal 3',
  'ctrl-alt-f4': 'virtual terminal 4',
  'ctrl-alt-f5': 'virtual terminal 5',
  'ctrl-alt-f6': 'virtual terminal 6',
  'ctrl-alt-f7': 'virtual terminal 7',
  'alt-f4': 'close a window',
  'alt-tab': 'the next window',
  'ctrl-escape': 'the start menu',
  super: 'the start menu',
  print: 'a picture of the screen',
  'alt-print-s': 'SysRq: write what is not written',
  'alt-print-u': 'SysRq: mount read-only',
  'alt-print-b': 'SysRq: reset at once',
  'alt-print-e': 'SysRq: end all programs',
  'alt-print-i': 'SysRq: kill all programs',
  'alt-print-r': 'SysRq: take the keyboard back',
} as const;
export type KeyCombination = keyof typeof keyCombinations;

/** The keys of a combination, in the order in which they go down: codes of linux/input-event-codes.h. */
export function toKeyCodes(combination: KeyCombination): number[] {
  return combination.split('-').map((name) => codes[name as keyof typeof codes]);
}

/** Keys as they are printed on a keyboard: `ctrl-alt-f2` is `Ctrl-Alt-F2`. */
export const keyWords = (keys: string): string =>
  keys
    .split('-')
    .map((name) => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`)
    .join('-');
