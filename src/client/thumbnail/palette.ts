import type { Look, Rgb } from './model.ts';

/** The PC's colours in the order of the terminal's, which the kernel's console has; other terminals differ a little. */
const PC: readonly Rgb[] = [
  ...([0, 0xaa].flatMap((b) => [0, 0xaa].flatMap((g) => [0, 0xaa].map((r) => [r, g, b]))) as Rgb[]),
  ...([0x55, 0xff].flatMap((b) => [0x55, 0xff].flatMap((g) => [0x55, 0xff].map((r) => [r, g, b]))) as Rgb[]),
];
const BROWN = 3;
/** The steps of xterm's colour cube. */
const STEPS = [0, 95, 135, 175, 215, 255];

/** The nearest of the first `count` of the sixteen colours. */
export function nearestOfPc(colour: Rgb, count: 8 | 16): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const far = distance(colour, i === BROWN ? [0xaa, 0x55, 0] : (PC[i] ?? [0, 0, 0]));
    if (far >= least) continue;
    least = far;
    best = i;
  }
  return best;
}

/** The nearest of xterm's 256 colours, of the cube and the greys: the first sixteen differ from terminal to terminal. */
export function nearestOf256(colour: Rgb): number {
  const [r, g, b] = colour.map(nearestStep) as [number, number, number];
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  const grey = Math.max(0, Math.min(23, Math.round((mean - 8) / 10)));
  const level = 8 + grey * 10;
  const inCube: Rgb = [STEPS[r] ?? 0, STEPS[g] ?? 0, STEPS[b] ?? 0];
  return distance(colour, [level, level, level]) < distance(colour, inCube)
    ? 232 + grey
    : 16 + r * 36 + g * 6 + b;
}

/** How light a colour is, 0 to 1 (ITU-R BT.601). */
export const lightness = ([r, g, b]: Rgb): number => (0.299 * r + 0.587 * g + 0.114 * b) / 255;

/** A colour of a terminal that has 256 or more as the parameters of SGR. */
export const toParameters = (colour: Rgb, colours: Look['colours'], way: 'foreground' | 'background') =>
  `${way === 'foreground' ? 38 : 48};${colours === 256 ? `5;${nearestOf256(colour)}` : `2;${colour.join(';')}`}`;

const nearestStep = (value: number): number =>
  value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40));

const distance = (a: Rgb, b: Rgb): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
