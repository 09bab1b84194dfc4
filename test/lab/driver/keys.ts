import { LabError } from './errors.ts';

/** QEMU's names (QKeyCode) of keys that have no character. */
const named: Record<string, string> = {
  enter: 'ret',
  return: 'ret',
  esc: 'esc',
  escape: 'esc',
  tab: 'tab',
  space: 'spc',
  backspace: 'backspace',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  pgup: 'pgup',
  pageup: 'pgup',
  pgdn: 'pgdn',
  pagedown: 'pgdn',
  insert: 'insert',
  delete: 'delete',
  del: 'delete',
  menu: 'menu',
  sysrq: 'sysrq',
  print: 'print',
  ctrl: 'ctrl',
  control: 'ctrl',
  alt: 'alt',
  altgr: 'alt_r',
  shift: 'shift',
  meta: 'meta_l',
};

/** US layout: characters that have a key of their own, and those that need shift. */
const plain: Record<string, string> = {
  ' ': 'spc',
  '\n': 'ret',
  '\t': 'tab',
  '\u001b': 'esc',
  '`': 'grave_accent',
  '-': 'minus',
  '=': 'equal',
  '[': 'bracket_left',
  ']': 'bracket_right',
  '\\': 'backslash',
  ';': 'semicolon',
  "'": 'apostrophe',
  ',': 'comma',
  '.': 'dot',
  '/': 'slash',
};
const shifted: Record<string, string> = {
  '~': '`',
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
  _: '-',
  '+': '=',
  '{': '[',
  '}': ']',
  '|': '\\',
  ':': ';',
  '"': "'",
  '<': ',',
  '>': '.',
  '?': '/',
};

/** The keys to hold down together for one character on a US keyboard. Pure; throws for a character it doesn't have. */
export function toKeys(character: string): string[] {
  const base = shifted[character];
  if (base !== undefined) return ['shift', ...toKeys(base)];
  const key = plain[character];
  if (key !== undefined) return [key];
  if (/^[a-z0-9]$/.test(character)) return [character];
  if (/^[A-Z]$/.test(character)) return ['shift', character.toLowerCase()];
  throw new LabError('key', `a US keyboard has no ${JSON.stringify(character)}`);
}

/** The keys of a combination such as `ctrl-alt-f2`, `Enter` or `shift-Tab`. Pure. */
export function toCombination(combination: string): string[] {
  const parts = combination.toLowerCase().split(/(?<!^)-(?!$)/);
  return parts.map((part) => {
    const key = named[part] ?? (/^f([1-9]|1[0-2])$/.test(part) ? part : undefined) ?? plain[part];
    if (key !== undefined) return key;
    if (/^[a-z0-9]$/.test(part)) return part;
    throw new LabError('key', `${combination} is not a key combination`, {
      hint: 'for example ctrl-alt-f2, Enter, shift-tab',
    });
  });
}

const sequences: Record<string, string> = {
  enter: '\r',
  return: '\r',
  esc: '\u001b',
  escape: '\u001b',
  tab: '\t',
  space: ' ',
  backspace: '\u007f',
  'shift-tab': '\u001b[Z',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  insert: '\u001b[2~',
  delete: '\u001b[3~',
  pgup: '\u001b[5~',
  pageup: '\u001b[5~',
  pgdn: '\u001b[6~',
  pagedown: '\u001b[6~',
  f1: '\u001bOP',
  f2: '\u001bOQ',
  f3: '\u001bOR',
  f4: '\u001bOS',
  f5: '\u001b[15~',
  f6: '\u001b[17~',
  f7: '\u001b[18~',
  f8: '\u001b[19~',
  f9: '\u001b[20~',
  f10: '\u001b[21~',
  f11: '\u001b[23~',
  f12: '\u001b[24~',
};

/** What an xterm sends for a key. Pure. */
export function toTerminalBytes(key: string): string {
  const name = key.toLowerCase();
  const sequence = sequences[name];
  if (sequence !== undefined) return sequence;
  const control = /^ctrl-([a-z@[\\\]^_])$/.exec(name)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  if ([...key].length === 1) return key;
  throw new LabError('key', `${key} is not a key of a serial terminal`, {
    hint: 'for example Enter, ctrl-l, F2',
  });
}
