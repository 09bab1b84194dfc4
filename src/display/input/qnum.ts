/** Codes up to here are those of the keyboard that Linux' own numbers were made for, but for the two that it doesn't have. */
const LAST_SAME = 88;
const NOT_THERE: readonly number[] = [0, 84, 85];

/**
 * QEMU's number of a key ("qnum"): its scan code of set 1, with 0x80 for the prefix 0xe0. 0 for a key that QEMU doesn't know, which is not to be sent.
 *
 * @param code Linux' number of the key
 */
export function toQnum(code: number): number {
  if (code <= LAST_SAME) return NOT_THERE.includes(code) ? 0 : code;
  return OTHERS.get(code) ?? 0;
}

/** From the columns "Linux Keycode" and "AT set1 keycode" of keycodemapdb (libvirt's and QEMU's source), where QEMU has a name for the key. */
const OTHERS: ReadonlyMap<number, number> = new Map([
  [89, 0x73], // KEY_RO
  [91, 0x77], // KEY_HIRAGANA
  [92, 0x79], // KEY_HENKAN
  [93, 0x70], // KEY_KATAKANAHIRAGANA
  [94, 0x7b], // KEY_MUHENKAN
  [96, 0x9c], // KEY_KPENTER
  [97, 0x9d], // KEY_RIGHTCTRL
  [98, 0xb5], // KEY_KPSLASH
  [99, 0x54], // KEY_SYSRQ
  [100, 0xb8], // KEY_RIGHTALT
  [101, 0x5b], // KEY_LINEFEED
  [102, 0xc7], // KEY_HOME
  [103, 0xc8], // KEY_UP
  [104, 0xc9], // KEY_PAGEUP
  [105, 0xcb], // KEY_LEFT
  [106, 0xcd], // KEY_RIGHT
  [107, 0xcf], // KEY_END
  [108, 0xd0], // KEY_DOWN
  [109, 0xd1], // KEY_PAGEDOWN
  [110, 0xd2], // KEY_INSERT
  [111, 0xd3], // KEY_DELETE
  [113, 0xa0], // KEY_MUTE
  [114, 0xae], // KEY_VOLUMEDOWN
  [115, 0xb0], // KEY_VOLUMEUP
  [116, 0xde], // KEY_POWER
  [117, 0x59], // KEY_KPEQUAL
  [119, 0xc6], // KEY_PAUSE
  [121, 0x7e], // KEY_KPCOMMA
  [122, 0x72], // KEY_HANGEUL
  [123, 0x71], // KEY_HANJA
  [124, 0x7d], // KEY_YEN
  [125, 0xdb], // KEY_LEFTMETA
  [126, 0xdc], // KEY_RIGHTMETA
  [127, 0xdd], // KEY_COMPOSE
  [128, 0xe8], // KEY_STOP
  [129, 0x85], // KEY_AGAIN
  [130, 0x86], // KEY_PROPS
  [131, 0x87], // KEY_UNDO
  [132, 0x8c], // KEY_FRONT
  [133, 0xf8], // KEY_COPY
  [134, 0x64], // KEY_OPEN
  [135, 0x65], // KEY_PASTE
  [136, 0xc1], // KEY_FIND
  [137, 0xbc], // KEY_CUT
  [138, 0xf5], // KEY_HELP
  [139, 0x9e], // KEY_MENU
  [140, 0xa1], // KEY_CALC
  [142, 0xdf], // KEY_SLEEP
  [143, 0xe3], // KEY_WAKEUP
  [155, 0xec], // KEY_MAIL
  [156, 0xe6], // KEY_BOOKMARKS
  [157, 0xeb], // KEY_COMPUTER
  [158, 0xea], // KEY_BACK
  [159, 0xe9], // KEY_FORWARD
  [163, 0x99], // KEY_NEXTSONG
  [164, 0xa2], // KEY_PLAYPAUSE
  [165, 0x90], // KEY_PREVIOUSSONG
  [166, 0xa4], // KEY_STOPCD
  [172, 0xb2], // KEY_HOMEPAGE
  [173, 0xe7], // KEY_REFRESH
  [183, 0x5d], // KEY_F13
  [184, 0x5e], // KEY_F14
  [185, 0x5f], // KEY_F15
  [186, 0x55], // KEY_F16
  [187, 0x83], // KEY_F17
  [188, 0xf7], // KEY_F18
  [189, 0x84], // KEY_F19
  [190, 0x5a], // KEY_F20
  [191, 0x74], // KEY_F21
  [192, 0xf9], // KEY_F22
  [193, 0x6d], // KEY_F23
  [194, 0x6f], // KEY_F24
  [226, 0xed], // KEY_MEDIA
]);
