import type { Style } from './terminal/style.ts';

/** What a piece of text is; how that looks is said here only. */
export type Tone =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'good'
  | 'warning'
  | 'bad'
  | 'bar'
  | 'barGood'
  | 'barBad'
  | 'selected'
  | 'key'
  | 'input'
  | 'bannerGood'
  | 'bannerBad'
  | 'bannerPlain';

const BLACK = 0;
const RED = 1;
const GREEN = 2;
const YELLOW = 3;
const BLUE = 4;
const CYAN = 6;
const WHITE = 7;
const bright = (colour: number) => colour + 8;

/**
 * Sixteen colours; on a terminal without any, bold, underline and inverse remain. Nothing is told by colour alone: every state has its
 * word on the screen.
 */
export const theme: Record<Tone, Style> = {
  plain: {},
  dim: { dim: true },
  strong: { bold: true },
  title: { foreground: bright(CYAN), bold: true },
  good: { foreground: bright(GREEN) },
  warning: { foreground: bright(YELLOW), bold: true },
  bad: { foreground: bright(RED), bold: true },
  bar: { foreground: bright(WHITE), background: BLUE },
  barGood: { foreground: bright(GREEN), background: BLUE, bold: true },
  barBad: { foreground: bright(YELLOW), background: BLUE, bold: true },
  selected: { inverse: true },
  key: { foreground: CYAN, bold: true },
  input: { underline: true, bold: true },
  bannerGood: { foreground: BLACK, background: GREEN },
  bannerBad: { foreground: bright(WHITE), background: RED, bold: true },
  bannerPlain: { inverse: true },
};
