/** A picture as rows of pixels, three bytes each. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** A font of 256 characters, eight columns and sixteen rows each; the glyph's rows as text, for the character that it is. */
export type Font = ReadonlyMap<string, string>;

/** What could be read of a picture. */
export interface ScreenText {
  lines: string[];
  /** Places with something in them. */
  cells: number;
  /** How many of them are exactly a character of the font; the others are U+FFFD. */
  known: number;
}
