/** Ways in which pixels come, by their registered numbers. */
export const ENCODINGS = { raw: 0, copyrect: 1, hextile: 5, tight: 7, zrle: 16 } as const;

export type EncodingName = keyof typeof ENCODINGS;

/** On one machine they are the cheapest for both ends. */
export const DEFAULT_ENCODINGS: readonly EncodingName[] = ['raw', 'copyrect'];

/** What comes in the place of a rectangle without being one; those of QEMU are in its ui/vnc.h. */
export const PSEUDO_ENCODINGS = {
  desktopSize: -223,
  lastRect: -224,
  cursor: -239,
  pointerMotion: -257,
  extendedKey: -258,
  ledState: -261,
  desktopName: -307,
  extendedDesktopSize: -308,
} as const;
