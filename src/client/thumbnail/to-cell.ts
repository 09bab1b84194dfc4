import type { Cell, Look, Rgb } from './model.ts';
import { lightness, nearestOfPc, toParameters } from './palette.ts';

/** The darkest first, for light text on dark ground. */
const SHADES = { ascii: ' .:-=+*#%@', blocks: ' ░▒▓█' };

/** Two pixels, one above the other, as one character of a terminal. */
export function toCell(top: Rgb, bottom: Rgb, { colours, glyphs }: Look): Cell {
  if (colours === 0 || (glyphs === 'ascii' && colours < 256))
    return { text: shade(mean(top, bottom), glyphs === 'ascii' ? SHADES.ascii : SHADES.blocks) };
  if (glyphs === 'ascii')
    return { text: ' ', background: toParameters(mean(top, bottom), colours, 'background') };
  return colours === 8 || colours === 16 ? toFewColours(top, bottom, colours) : toMany(top, bottom, colours);
}

function toMany(top: Rgb, bottom: Rgb, colours: 256 | 16_777_216): Cell {
  const background = toParameters(bottom, colours, 'background');
  if (toParameters(top, colours, 'background') === background) return { text: ' ', background };
  return { text: '▀', foreground: toParameters(top, colours, 'foreground'), background };
}

/** Of sixteen colours the kernel's console has only the first eight for what is behind a character. */
function toFewColours(top: Rgb, bottom: Rgb, colours: 8 | 16): Cell {
  const [upper, lower] = [nearestOfPc(top, colours), nearestOfPc(bottom, colours)];
  if (upper === lower)
    return upper < 8
      ? { text: ' ', background: behind(upper) }
      : { text: '█', foreground: inFront(upper), background: behind(0) };
  if (lower >= 8 && upper < 8) return { text: '▄', foreground: inFront(lower), background: behind(upper) };
  const dark = lower < 8 ? lower : nearestOfPc(bottom, 8);
  return { text: '▀', foreground: inFront(upper), background: behind(dark) };
}

const inFront = (colour: number): string => String(colour < 8 ? 30 + colour : 82 + colour);
const behind = (colour: number): string => String(40 + colour);

const mean = (a: Rgb, b: Rgb): Rgb => [
  Math.round((a[0] + b[0]) / 2),
  Math.round((a[1] + b[1]) / 2),
  Math.round((a[2] + b[2]) / 2),
];

const shade = (colour: Rgb, shades: string): string =>
  shades[Math.min(shades.length - 1, Math.floor(lightness(colour) * shades.length))] ?? ' ';
