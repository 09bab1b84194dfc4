// biome-ignore-all lint/suspicious/noControlCharactersInRegex: telling them apart is this module's work

/** Everything that a terminal keeps goes back to what it is after power-on; what it shows, and what has scrolled away, stays. Moves the cursor. */
export const RESET =
  '\u001b[!p\u001b[m\u001b[?6l\u001b[r\u001b(B\u001b)B\u000f\u001b[4l\u001b[?1l\u001b[?7h\u001b[?25h\u001b>';
/** Goes back from the other screen, where the guest has switched to that. */
export const OTHER_SCREEN_OFF = '\u001b[?1049l';

/** Sequences that move, draw and erase. `b`, repeat, is bounded by the figures. */
const PLAIN_FINALS = /^[@-MPSTXZ`abdefgmrsu]$/;
/** DECCKM, origin, wrap, cursor, and the alternate screens. */
const PRIVATE_MODES = new Set(['1', '6', '7', '25', '47', '1047', '1048', '1049']);
const INSERT_MODE = '4';
const SINGLE = new Set(['7', '8', 'D', 'E', 'M', 'H', '=', '>']);
const CHARSET = /^[()][0AB]$/;

/** The longest that makes sense is far shorter. */
const MOST_HELD = 128;
const MOST_FIGURE = 999;
/** What a terminal does as often as it is told, each time for itself: a wide screen has as many columns. */
const REPEATING = /^[bST@LMPX]$/;
const MOST_REPEATS = 132;

/** One thing that a terminal tells apart: a control sequence, another escape sequence, the beginning of a string, a control, or text. */
const TOKEN =
  /(?:\u001b\[|\u009b)([<-?]?)([0-9;:]*)([ -/]*)([@-~])|\u001b([ -/]*[0-OQ-WYZ\\`-~])|(\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])|([\u0000-\u001f\u007f-\u009f])|([^\u0000-\u001f\u007f-\u009f]+)/y;
/** What may become a sequence once more has come. */
const BEGINNING = /^(?:\u001b|(?:\u001b\[|\u009b)[<-?]?[0-9;:]*[ -/]*|\u001b[ -/]+)$/;
/** What ends a string: a bell, its terminator, whatever cancels it, and a line end, so that a broken one does not hide what follows. */
const END_OF_STRING = /[\u0007\u0018\u001a\u001b\u009c\r\n]/;

/** What has no width would pile up in one place, or turn the order of the others. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]/gu;

/**
 * Makes what a guest says on its serial console fit for a terminal that is not the guest's: text, colours, and the sequences that move, draw and
 * erase pass; those that make a terminal answer, print, change its size or title, fill its clipboard or its keys do not, nor does any that is not
 * known. Takes bytes that are cut anywhere, and keeps at most some hundred of them.
 */
export function createFilter(): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder();
  let held = '';
  let inString = false;
  return (bytes) => {
    const text = held + decoder.decode(bytes, { stream: true });
    let out = '';
    let at = 0;
    held = '';
    while (at < text.length) {
      if (inString) {
        const end = text.slice(at).search(END_OF_STRING);
        if (end < 0) return out;
        inString = false;
        at += end + (/[\r\n\u001b]/.test(text[at + end] ?? '') ? 0 : 1);
        continue;
      }
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(text);
      if (/^[\u001b\u009b]/.test(token?.[7] ?? '') && text.length - at <= MOST_HELD) {
        held = text.slice(at);
        if (BEGINNING.test(held)) return out;
        held = '';
      }
      at += token === null ? 1 : token[0].length;
      if (token?.[6] !== undefined) inString = true;
      else if (token !== null) out += toSafe(token);
    }
    return out;
  };
}

function toSafe([
  all,
  prefix,
  figures = '',
  between,
  final,
  other,
  ,
  control,
  text,
]: RegExpExecArray): string {
  if (text !== undefined) return /^[ -~]*$/.test(text) ? text : text.normalize('NFC').replace(NO_WIDTH, '');
  if (control !== undefined) return /[\u0007-\u000f]/.test(control) ? control : '';
  if (other !== undefined) return toSafeEscape(other, all);
  if (between === '!' && prefix === '' && final === 'p') return '\u001b[!p';
  if (between !== '' || final === undefined) return '';
  const most = REPEATING.test(final) ? MOST_REPEATS : MOST_FIGURE;
  const bounded = figures.replace(/\d+/g, (figure) => String(Math.min(Number(figure), most)));
  if (final === 'h' || final === 'l') return toSafeModes(prefix ?? '', figures, final);
  return prefix === '' && PLAIN_FINALS.test(final) ? `\u001b[${bounded}${final}` : '';
}

function toSafeEscape(sequence: string, all: string): string {
  if (sequence === 'c') return `${OTHER_SCREEN_OFF}${RESET}\u001b[H\u001b[2J`;
  return SINGLE.has(sequence) || CHARSET.test(sequence) ? all : '';
}

function toSafeModes(prefix: string, figures: string, final: string): string {
  const wanted = figures
    .split(';')
    .filter((mode) => (prefix === '?' ? PRIVATE_MODES.has(mode) : prefix === '' && mode === INSERT_MODE));
  return wanted.length === 0 ? '' : `\u001b[${prefix}${wanted.join(';')}${final}`;
}
