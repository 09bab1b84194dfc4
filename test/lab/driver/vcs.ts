/** The text screen of a virtual terminal, as the kernel keeps it. */
export type TextScreen = {
  columns: number;
  rows: number;
  cursor: { column: number; row: number };
  /** One string per row, blanks at the end kept. */
  lines: string[];
  /** One attribute byte per cell, row by row, as a VGA card has it: low nibble foreground, high nibble background. */
  attributes: Uint8Array[];
};

/**
 * Puts together what /dev/vcsa1 (four bytes of size and cursor, then character and attribute of each cell) and
 * /dev/vcsu1 (four bytes of Unicode for each cell) say. See vcs(4). Pure.
 */
export function parseTextScreen(vcsa: Buffer, vcsu: Buffer): TextScreen {
  const [rows, columns, column, row] = [vcsa[0] ?? 0, vcsa[1] ?? 0, vcsa[2] ?? 0, vcsa[3] ?? 0];
  if (vcsu.length < rows * columns * 4 || vcsa.length < 4 + rows * columns * 2)
    throw new Error('the text screen ends early');
  const lineOf = (y: number) => {
    return Array.from({ length: columns }, (_, x) =>
      toCharacter(vcsu.readUInt32LE((y * columns + x) * 4)),
    ).join('');
  };
  const attributesOf = (y: number) =>
    Uint8Array.from({ length: columns }, (_, x) => vcsa[4 + (y * columns + x) * 2 + 1] ?? 0);
  const all = Array.from({ length: rows }, (_, y) => y);
  return {
    columns,
    rows,
    cursor: { column, row },
    lines: all.map(lineOf),
    attributes: all.map(attributesOf),
  };
}

/** The lines of a screen as people read it: no blanks at the ends of lines, none below. Pure. */
export function toScreenText({ lines }: Pick<TextScreen, 'lines'>): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

function toCharacter(code: number): string {
  return code < 0x20 || code > 0x10ffff ? ' ' : String.fromCodePoint(code);
}
