/** Of the steps of xterm's colour cube, those beyond are bright. */
const STEPS = [0, 95, 135, 175, 215, 255];

/** The nearest of the sixteen colours: `colour` is one of xterm's 256, or red, green and blue in 24 bits. */
export function toColour(colour: number, isRgb: boolean): number {
  if (!isRgb && colour < 16) return colour;
  const [red, green, blue] = isRgb
    ? [colour >> 16, (colour >> 8) & 255, colour & 255]
    : colour < 232
      ? [Math.floor((colour - 16) / 36), Math.floor((colour - 16) / 6) % 6, (colour - 16) % 6].map(
          (step) => STEPS[step] ?? 0,
        )
      : [0, 0, 0].map(() => 8 + (colour - 232) * 10);
  return nearest(red ?? 0, green ?? 0, blue ?? 0);
}

function nearest(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  if (most < 48) return 0;
  const has = (part: number) => part > most / 2;
  const hue = (has(red) ? 1 : 0) + (has(green) ? 2 : 0) + (has(blue) ? 4 : 0);
  // Greys have two places of their own: bright black, and white without being bright.
  if (hue === 7 && most < 160) return 8;
  return most > 215 ? hue + 8 : hue;
}
