import type { Look } from '../../client/thumbnail/model.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the terminal of this program can show of a picture, as its environment says; NO_COLOR and TERM=dumb leave shades. */
export function toLook(env: Environment): Look {
  const term = env.TERM ?? '';
  const isUtf8 = /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
  const glyphs = /^linux/.test(term) ? 'cp437' : isUtf8 ? 'unicode' : 'ascii';
  return { colours: env.NO_COLOR || term === 'dumb' ? 0 : toColours(term, env.COLORTERM ?? ''), glyphs };
}

function toColours(term: string, colourTerm: string): Look['colours'] {
  // It takes more, and shows the nearest of its own.
  if (/^linux/.test(term)) return 16;
  if (/^(truecolor|24bit)$/.test(colourTerm) || /-direct$/.test(term)) return 16_777_216;
  if (/-256color$/.test(term)) return 256;
  if (/^(xterm|screen|tmux|rxvt|foot|alacritty|kitty|wezterm|st-|gnome|konsole|putty|vte)/.test(term))
    return 16;
  return /color|ansi|cygwin/.test(term) ? 8 : 0;
}
