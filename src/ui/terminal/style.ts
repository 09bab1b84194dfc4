import type { Capabilities } from './capabilities.ts';
import { toColour } from './guest/to-colour.ts';

/**
 * How text looks. Colours are 0 to 7 (black, red, green, yellow, blue, magenta, cyan, white), 8 to 15, their bright twins, the rest of xterm's 256, and from
 * `FIRST_RGB` on red, green and blue in four bits each, which is as much as anybody sees in a cell.
 */
export interface Style {
  foreground?: number;
  background?: number;
  bold?: boolean;
  dim?: boolean;
  underline?: boolean;
  inverse?: boolean;
}

/** A style as one number, so that cells compare fast: colour + 1 in thirteen bits each, then one bit for each attribute. */
export type PackedStyle = number;

export const PLAIN: PackedStyle = 0;
const FIRST_RGB = 256;
const COLOUR = 8191;
const BACKGROUND = 13;
const COLOURS = COLOUR | (COLOUR << BACKGROUND);
const BOLD = 1 << 26;
const DIM = 1 << 27;
const UNDERLINE = 1 << 28;
const INVERSE = 1 << 29;

/** The select-graphic-rendition sequences (ECMA-48) around `text`; each ends by itself, so that styles nest. */
export function paint(text: string, style: Style): string {
  if (text === '') return '';
  let open = '';
  let close = '';
  const wrap = (on: string | number, off: number) => {
    open += `\u001b[${on}m`;
    close = `\u001b[${off}m${close}`;
  };
  if (style.bold) wrap(1, 22);
  if (style.dim) wrap(2, 22);
  if (style.underline) wrap(4, 24);
  if (style.inverse) wrap(7, 27);
  if (style.foreground !== undefined) wrap(colourCode(style.foreground, 30), 39);
  if (style.background !== undefined) wrap(colourCode(style.background, 40), 49);
  return open + text + close;
}

/** A style as a number. */
export function packStyle({ foreground, background, bold, dim, underline, inverse }: Style): PackedStyle {
  return (
    (foreground === undefined ? 0 : foreground + 1) |
    (background === undefined ? 0 : (background + 1) << BACKGROUND) |
    (bold ? BOLD : 0) |
    (dim ? DIM : 0) |
    (underline ? UNDERLINE : 0) |
    (inverse ? INVERSE : 0)
  );
}

/** The style after the parameters of one sequence. What is not known is left out. */
export function applySgr(style: PackedStyle, parameters: string): PackedStyle {
  let next = style;
  const codes = parameters.split(';').map(Number);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      // The arguments of these must not be read as codes, whatever they are.
      const colour = readColour(codes.slice(i + 1, i + 5));
      if (colour !== undefined) next = withColour(next, colour, code === 38 ? 0 : BACKGROUND);
      i += codes[i + 1] === 5 ? 2 : 4;
    } else next = applyCode(next, code);
  }
  return next;
}

function applyCode(style: PackedStyle, code: number): PackedStyle {
  if (code === 0) return PLAIN;
  if (code === 1) return style | BOLD;
  if (code === 2) return style | DIM;
  if (code === 4) return style | UNDERLINE;
  if (code === 7) return style | INVERSE;
  if (code === 22) return style & ~(BOLD | DIM);
  if (code === 24) return style & ~UNDERLINE;
  if (code === 27) return style & ~INVERSE;
  if (code === 39) return style & ~COLOUR;
  if (code === 49) return style & ~(COLOUR << BACKGROUND);
  for (const [base, bright] of [
    [30, 0],
    [90, 8],
  ] as const) {
    if (code >= base && code < base + 8) return withColour(style, code - base + bright, 0);
    if (code >= base + 10 && code < base + 18)
      return withColour(style, code - base - 10 + bright, BACKGROUND);
  }
  return style;
}

const withColour = (style: PackedStyle, colour: number, place: 0 | typeof BACKGROUND): PackedStyle =>
  (style & ~(COLOUR << place)) | ((colour + 1) << place);

/** The colour that the arguments of 38 and 48 name. */
function readColour([kind, ...given]: number[]): number | undefined {
  const [first = -1, second = -1, third = -1] = given;
  const isByte = (n: number) => Number.isInteger(n) && n >= 0 && n <= 255;
  if (kind === 5 && isByte(first)) return first;
  if (kind !== 2 || ![first, second, third].every(isByte)) return undefined;
  const [red = 0, green = 0, blue = 0] = [first, second, third].map((n) => Math.round(n / 17));
  return FIRST_RGB + (red << 8) + (green << 4) + blue;
}

/** Red, green and blue of a colour from `FIRST_RGB` on, eight bits each. */
function toRgb(colour: number): [number, number, number] {
  const packed = colour - FIRST_RGB;
  return [(packed >> 8) * 17, ((packed >> 4) & 15) * 17, (packed & 15) * 17];
}

/** The style that a terminal with so many colours can show; without colours, a background becomes inverse. */
export function limitStyle(style: PackedStyle, colours: Capabilities['colours']): PackedStyle {
  if (colours > 256) return style;
  const foreground = limitColour((style & COLOUR) - 1, colours);
  const background = limitColour(((style >> BACKGROUND) & COLOUR) - 1, colours);
  const attributes = style & ~COLOURS;
  if (colours === 0) return (attributes & ~DIM) | (background >= 0 ? INVERSE : 0);
  if (colours > 8) return attributes | (foreground + 1) | ((background + 1) << BACKGROUND);
  const bright = foreground >= 8 ? BOLD : 0;
  return attributes | bright | ((foreground % 8) + 1) | (((background % 8) + 1) << BACKGROUND);
}

/** The nearest colour that such a terminal has; -1, which is none, stays. */
function limitColour(colour: number, colours: number): number {
  if (colour < 16 || (colours === 256 && colour < FIRST_RGB)) return colour;
  if (colour < FIRST_RGB) return toColour(colour, false);
  const [red, green, blue] = toRgb(colour);
  if (colours < 256) return toColour((red << 16) | (green << 8) | blue, true);
  const step = (value: number) => (value < 48 ? 0 : value < 115 ? 1 : Math.floor((value - 35) / 40));
  return 16 + step(red) * 36 + step(green) * 6 + step(blue);
}

/** The sequence that leads from any style to this one. */
export function toSgr(style: PackedStyle): string {
  const codes: string[] = [];
  if (style & BOLD) codes.push('1');
  if (style & DIM) codes.push('2');
  if (style & UNDERLINE) codes.push('4');
  if (style & INVERSE) codes.push('7');
  const foreground = style & COLOUR;
  const background = (style >> BACKGROUND) & COLOUR;
  if (foreground > 0) codes.push(colourCode(foreground - 1, 30));
  if (background > 0) codes.push(colourCode(background - 1, 40));
  return codes.length === 0 ? '\u001b[m' : `\u001b[0;${codes.join(';')}m`;
}

function colourCode(colour: number, base: 30 | 40): string {
  if (colour < 8) return String(base + colour);
  if (colour < 16) return String(base + 52 + colour);
  if (colour < FIRST_RGB) return `${base + 8};5;${colour}`;
  return `${base + 8};2;${toRgb(colour).join(';')}`;
}
