/** What changes the meaning of a key. */
export interface KeysymState {
  num: boolean;
  caps: boolean;
  shift: boolean;
}

/**
 * The X11 keysym of a key on a US keyboard; 0 for keys without one.
 *
 * It matters where keys go by their number, too: QEMU compares the case of a letter, and whether a key of the keypad is a digit or an arrow,
 * with what it knows of CapsLock, Shift and NumLock, and presses the lock key itself where they differ.
 *
 * @param code Linux' number of the key
 */
export function toKeysym(code: number, { num, caps, shift }: KeysymState): number {
  const keypad = KEYPAD.get(code);
  if (keypad) return keypad[num ? 0 : 1];
  const plain = KEYSYMS.get(code) ?? 0;
  const isLetter = plain >= 0x61 && plain <= 0x7a;
  if (isLetter) return shift === caps ? plain : plain - 0x20;
  return shift ? (SHIFTED.get(plain) ?? plain) : plain;
}

const KEYPAD: ReadonlyMap<number, readonly [number: number, arrow: number]> = new Map([
  [71, [0xffb7, 0xff95]], // 7, Home
  [72, [0xffb8, 0xff97]], // 8, Up
  [73, [0xffb9, 0xff9a]], // 9, Page Up
  [75, [0xffb4, 0xff96]], // 4, Left
  [76, [0xffb5, 0xff9d]], // 5, Begin
  [77, [0xffb6, 0xff98]], // 6, Right
  [79, [0xffb1, 0xff9c]], // 1, End
  [80, [0xffb2, 0xff99]], // 2, Down
  [81, [0xffb3, 0xff9b]], // 3, Page Down
  [82, [0xffb0, 0xff9e]], // 0, Insert
  [83, [0xffae, 0xff9f]], // point, Delete
]);

/** What Shift makes of the signs of a US keyboard. */
const SHIFTED: ReadonlyMap<number, number> = new Map(
  [...'1!2@3#4$5%6^7&8*9(0)-_=+[{]};:\'"`~\\|,<.>/?'.matchAll(/(.)(.)/g)].map(
    ([, plain = '', shifted = '']) => [plain.charCodeAt(0), shifted.charCodeAt(0)],
  ),
);

const signs = (text: string, first: number): [number, number][] =>
  [...text].map((sign, index) => [first + index, sign.charCodeAt(0)]);

const KEYSYMS: ReadonlyMap<number, number> = new Map([
  ...signs('1234567890-=', 2),
  ...signs('qwertyuiop[]', 16),
  ...signs("asdfghjkl;'`", 30),
  ...signs('\\zxcvbnm,./', 43),
  ...signs(' ', 57),
  // Keysyms are those of X11's keysymdef.h.
  [1, 0xff1b], // Escape
  [14, 0xff08], // BackSpace
  [15, 0xff09], // Tab
  [28, 0xff0d], // Return
  [29, 0xffe3], // Control_L
  [42, 0xffe1], // Shift_L
  [54, 0xffe2], // Shift_R
  [55, 0xffaa], // KP_Multiply
  [56, 0xffe9], // Alt_L
  [58, 0xffe5], // Caps_Lock
  ...Array.from({ length: 10 }, (_, index): [number, number] => [59 + index, 0xffbe + index]), // F1 to F10
  [69, 0xff7f], // Num_Lock
  [70, 0xff14], // Scroll_Lock
  [74, 0xffad], // KP_Subtract
  [78, 0xffab], // KP_Add
  [86, 0x3c], // less: the key beside the left Shift on European keyboards
  [87, 0xffc8], // F11
  [88, 0xffc9], // F12
  [96, 0xff8d], // KP_Enter
  [97, 0xffe4], // Control_R
  [98, 0xffaf], // KP_Divide
  [99, 0xff61], // Print
  [100, 0xffea], // Alt_R
  [102, 0xff50], // Home
  [103, 0xff52], // Up
  [104, 0xff55], // Page_Up
  [105, 0xff51], // Left
  [106, 0xff53], // Right
  [107, 0xff57], // End
  [108, 0xff54], // Down
  [109, 0xff56], // Page_Down
  [110, 0xff63], // Insert
  [111, 0xffff], // Delete
  [117, 0xffbd], // KP_Equal
  [119, 0xff13], // Pause
  [125, 0xffeb], // Super_L
  [126, 0xffec], // Super_R
  [127, 0xff67], // Menu
  ...Array.from({ length: 12 }, (_, index): [number, number] => [183 + index, 0xffca + index]), // F13 to F24
]);
