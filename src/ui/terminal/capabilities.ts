/**
 * What a terminal can show. `colours`: 16 is the eight and their bright twins, 0 is attributes only. `glyphs`: `cp437` is what the
 * kernel's built-in console font has.
 */
export interface Capabilities {
  colours: 0 | 8 | 16 | 256 | 16_777_216;
  glyphs: 'ascii' | 'cp437' | 'unicode';
}

/**
 * What to expect of a terminal. `locale` is the value of LC_ALL, LC_CTYPE or LANG; without UTF-8 in it nothing but ASCII is sent.
 * `colourTerm` is that of COLORTERM, by which those that have all colours say so.
 * Unknown types get what every terminal has had since the VT100. On a serial line nobody knows what is at the other end, so that
 * the `vt` types, which are set there, count as that too.
 */
export function toCapabilities(
  term: string | undefined,
  locale: string | undefined,
  colourTerm?: string | undefined,
): Capabilities {
  const name = term ?? 'dumb';
  // The kernel's console is in UTF-8 mode by default, and is put there anyway.
  if (/^linux/.test(name)) return { colours: 16, glyphs: 'cp437' };
  if (/^(xterm|screen|tmux|rxvt|foot|alacritty|kitty|wezterm|st-|gnome|konsole|putty|vte)/.test(name)) {
    const glyphs = /utf-?8/i.test(locale ?? '') ? 'unicode' : 'ascii';
    if (/^(truecolor|24bit)$/.test(colourTerm ?? '') || /-direct$/.test(name))
      return { colours: 16_777_216, glyphs };
    return { colours: /-256color$/.test(name) ? 256 : 16, glyphs };
  }
  if (/color|ansi|cygwin/.test(name)) return { colours: 8, glyphs: 'ascii' };
  return { colours: 0, glyphs: 'ascii' };
}
