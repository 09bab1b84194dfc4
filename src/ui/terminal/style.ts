/** How text looks. Colours are 0 to 7 (black, red, green, yellow, blue, magenta, cyan, white) and 8 to 15, their bright twins. */
export interface Style {
  foreground?: number;
  background?: number;
  bold?: boolean;
  dim?: boolean;
  underline?: boolean;
  inverse?: boolean;
}

/** A style as one number, so that cells compare fast: colour + 1 in five bits each, then one bit for each attribute. */
export type PackedStyle = number;

export const PLAIN: PackedStyle = 0;
const BACKGROUND = 5;
const BOLD = 1 << 10;
const DIM = 1 << 11;
const UNDERLINE = 1 << 12;
const INVERSE = 1 << 13;

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
    // 256 and 16 million colours have arguments, which must not be read as codes; the colours are not shown.
    if (code === 38 || code === 48) i += codes[i + 1] === 5 ? 2 : 4;
    else next = applyCode(next, code);
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
  if (code === 39) return style & ~31;
  if (code === 49) return style & ~(31 << BACKGROUND);
  for (const [base, bright] of [
    [30, 0],
    [90, 8],
  ] as const) {
    if (code >= base && code < base + 8) return (style & ~31) | (code - base + bright + 1);
    if (code >= base + 10 && code < base + 18) {
      return (style & ~(31 << BACKGROUND)) | ((code - base - 10 + bright + 1) << BACKGROUND);
    }
  }
  return style;
}

/** The style that a terminal with so many colours can show; without colours, a background becomes inverse. */
export function limitStyle(style: PackedStyle, colours: 0 | 8 | 16): PackedStyle {
  if (colours === 16) return style;
  const foreground = style & 31;
  const background = (style >> BACKGROUND) & 31;
  const attributes = style & ~1023;
  if (colours === 0) return (attributes & ~DIM) | (background > 0 ? INVERSE : 0);
  const bright = foreground > 8 ? BOLD : 0;
  return (
    attributes |
    bright |
    (foreground > 8 ? foreground - 8 : foreground) |
    ((((background - 1) % 8) + 1) << BACKGROUND)
  );
}

/** The sequence that leads from any style to this one. */
export function toSgr(style: PackedStyle): string {
  const codes: string[] = [];
  if (style & BOLD) codes.push('1');
  if (style & DIM) codes.push('2');
  if (style & UNDERLINE) codes.push('4');
  if (style & INVERSE) codes.push('7');
  const foreground = style & 31;
  const background = (style >> BACKGROUND) & 31;
  if (foreground > 0) codes.push(colourCode(foreground - 1, 30));
  if (background > 0) codes.push(colourCode(background - 1, 40));
  return codes.length === 0 ? '\u001b[m' : `\u001b[0;${codes.join(';')}m`;
}

const colourCode = (colour: number, base: 30 | 40) => String(colour < 8 ? base + colour : base + 52 + colour);
