import type { Capabilities } from './capabilities.ts';

/** What the kernel's built-in 8x16 font (code page 437) has beyond ASCII. */
const CP437 = new Set(
  '☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■',
);

const LOOKALIKES: Record<string, string> = {
  ...spread('─━═╌╴╶', '-'),
  ...spread('│┃║╎', '|'),
  ...spread('┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰', '+'),
  ...spread('█▓■▬', '#'),
  ...spread('▒░', ':'),
  // Columns of a graph: the higher, the more ink.
  ...{ '▁': '_', '▂': '.', '▃': '-', '▄': '=', '▅': '+', '▆': '*', '▇': '%' },
  ...spread('•●∙◆', '*'),
  ...spread('○◦', 'o'),
  ...spread('►▶→', '>'),
  ...spread('◄◀←', '<'),
  ...spread('▲↑', '^'),
  ...spread('▼↓', 'v'),
  ...spread('‐‑–—−', '-'),
  ...spread('‘’′', "'"),
  ...spread('“”″', '"'),
  ...spread('·∙', '.'),
  ...spread('×', 'x'),
  ...spread('µμ', 'u'),
  ...spread('\u00a0\u2002\u2003\u2009\u202f', ' '),
  '…': '~',
  '°': ' ',
  ß: 's',
};
/** Some of ours are not in the font, but have a twin there. */
const CP437_TWINS: Record<string, string> = {
  '●': '•',
  '▶': '►',
  '◀': '◄',
  '━': '─',
  '┃': '│',
  μ: 'µ',
  // The font has three heights besides none.
  ...spread('▁▂', '_'),
  ...spread('▃▅', '▄'),
  ...spread('▆▇', '█'),
  ...spread('╭', '┌'),
};

/**
 * One grapheme as the terminal can show it, in the same number of columns. What it lacks becomes its nearest relative, and a
 * question mark when there is none: an unknown glyph could move everything to its right.
 */
export function toGlyph(grapheme: string, width: number, glyphs: Capabilities['glyphs']): string {
  if (glyphs === 'unicode' || isAscii(grapheme)) return grapheme;
  if (glyphs === 'cp437') {
    if (CP437.has(grapheme)) return grapheme;
    const twin = CP437_TWINS[grapheme] ?? grapheme.normalize('NFC');
    if (CP437.has(twin) || isAscii(twin)) return twin;
  }
  const plain = LOOKALIKES[grapheme] ?? grapheme.normalize('NFKD').replace(/\p{Mark}+/gu, '');
  return isAscii(plain) && plain.length === width ? plain : '?'.repeat(width);
}

const isAscii = (text: string) => /^[\u0020-\u007e]+$/.test(text);

function spread(from: string, to: string): Record<string, string> {
  return Object.fromEntries([...from].map((character) => [character, to]));
}
