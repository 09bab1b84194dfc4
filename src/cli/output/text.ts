import { plainText } from '../../contract/text.ts';

export type Tone = 'error' | 'warning' | 'good' | 'heading' | 'dim';
/** A piece of a line: text, or text with a tone that becomes a colour where there are colours. */
export type Piece = string | { text: string; tone: Tone };
export type Line = Piece | Piece[];

const CODES: Record<Tone, string> = { error: '31', warning: '33', good: '32', heading: '1', dim: '2' };

const pieces = (line: Line): Piece[] => (Array.isArray(line) ? line : [line]);
const textOf = (piece: Piece): string => plainText(typeof piece === 'string' ? piece : piece.text);

/** One line for a terminal or a file: control characters of whatever origin are gone, and the only escapes are our colours. */
export function renderLine(line: Line, colours: boolean): string {
  return pieces(line)
    .map((piece) => {
      const text = textOf(piece);
      return colours && typeof piece !== 'string' && text !== ''
        ? `\x1b[${CODES[piece.tone]}m${text}\x1b[0m`
        : text;
    })
    .join('')
    .trimEnd();
}

/** Columns that a line takes, one for each code point. */
export const widthOf = (line: Line): number => [...pieces(line).map(textOf).join('')].length;
