const csi: Record<string, string> = {
  A: 'Up',
  B: 'Down',
  C: 'Right',
  D: 'Left',
  H: 'Home',
  F: 'End',
  Z: 'Shift-Tab',
  '1~': 'Home',
  '2~': 'Insert',
  '3~': 'Delete',
  '4~': 'End',
  '5~': 'PageUp',
  '6~': 'PageDown',
  '7~': 'Home',
  '8~': 'End',
  // The kernel's console.
  '[A': 'F1',
  '[B': 'F2',
  '[C': 'F3',
  '[D': 'F4',
  '[E': 'F5',
  '11~': 'F1',
  '12~': 'F2',
  '13~': 'F3',
  '14~': 'F4',
  '15~': 'F5',
  '17~': 'F6',
  '18~': 'F7',
  '19~': 'F8',
  '20~': 'F9',
  '21~': 'F10',
  '23~': 'F11',
  '24~': 'F12',
};

const ss3: Record<string, string> = {
  A: 'Up',
  B: 'Down',
  C: 'Right',
  D: 'Left',
  H: 'Home',
  F: 'End',
  M: 'Enter',
  P: 'F1',
  Q: 'F2',
  R: 'F3',
  S: 'F4',
};

/** The key behind a control sequence without its `ESC [`; `undefined` for what is no key of ours, modified keys included. */
export const csiKey = (sequence: string): string | undefined =>
  Object.hasOwn(csi, sequence) ? csi[sequence] : undefined;

/** The key behind `ESC O` and one letter. */
export const ss3Key = (letter: string): string | undefined =>
  Object.hasOwn(ss3, letter) ? ss3[letter] : undefined;

/** The key behind one control character. */
export function controlKey(character: string): string | undefined {
  const code = character.charCodeAt(0);
  if (character === '\r' || character === '\n') return 'Enter';
  if (character === '\t') return 'Tab';
  if (character === '\b' || character === '\u007f') return 'Backspace';
  if (code > 0 && code <= 26) return `Ctrl-${String.fromCharCode(code + 64)}`;
  if (code > 27 && code < 32) return `Ctrl-${String.fromCharCode(code + 64)}`;
  return undefined;
}
