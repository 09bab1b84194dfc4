import type { Place } from '../../client/hardware/search.ts';
import { fitLine, type Line } from '../../ui/text/line.ts';

/** What a view of the hardware depends on besides the hardware. */
export interface View {
  now: Date;
  /** What has no room in a table is shown below its row. */
  details: boolean;
}

/** Lines that belong together: a device with all that is said of it, a field, a text. Without `place` it can't be found. */
export interface Item {
  place?: Pick<Place, 'block' | 'item'>;
  lines: readonly Line[];
}

/** The lines of all items, `columns` wide, the first line of the one at `place` marked; and which line that is. */
export function markItem(
  items: readonly Item[],
  place: Pick<Place, 'block' | 'item'> | undefined,
  columns: number,
): { lines: Line[]; at: number | undefined } {
  const lines: Line[] = [];
  let at: number | undefined;
  for (const item of items) {
    const [first, ...rest] = item.lines;
    const marked = place !== undefined && item.place?.block === place.block && item.place.item === place.item;
    if (first !== undefined && marked) {
      at = lines.length;
      lines.push(
        fitLine(first, columns).map(({ text }) => ({ text, tone: 'selected' })),
        ...rest,
      );
    } else lines.push(...item.lines);
  }
  return { lines, at };
}
