/** Where things are on a screen of a given size. All figures in columns and rows. */
export interface Layout {
  width: number;
  /** One row less than the terminal has: its last one stays empty. */
  height: number;
  /** The list of sections is a column at the left, or a row at the top where there is no room. */
  sections: 'column' | 'row';
  sectionWidth: number;
  /** Rules above and below the content. */
  rules: boolean;
  contentWidth: number;
  contentHeight: number;
}

const SECTION_WIDTH = 16;

export function planLayout({ columns, rows }: { columns: number; rows: number }): Layout {
  const width = Math.max(1, columns);
  const height = Math.max(1, rows - 1);
  const column = width >= 64 && height >= 12;
  const rules = height >= 16;
  const taken = 2 + (rules ? 2 : 0) + (column ? 0 : 1);
  return {
    width,
    height,
    sections: column ? 'column' : 'row',
    sectionWidth: column ? SECTION_WIDTH : width,
    rules,
    contentWidth: column ? width - SECTION_WIDTH - 2 : width,
    contentHeight: Math.max(1, height - taken),
  };
}
