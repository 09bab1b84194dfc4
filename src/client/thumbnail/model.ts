/** What a terminal can show of a picture. `colours`: 16 is the eight and their bright twins; `glyphs`: all but `ascii` have half blocks. */
export interface Look {
  colours: 0 | 8 | 16 | 256 | 16_777_216;
  glyphs: 'ascii' | 'cp437' | 'unicode';
}

/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** One character of a picture; colours as the parameters of SGR (ECMA-48), without one as the terminal has it. */
export interface Cell {
  text: string;
  foreground?: string;
  background?: string;
}
