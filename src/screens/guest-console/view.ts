import type { Capabilities } from '../../ui/terminal/capabilities.ts';
import { parseRow, type Row } from '../../ui/terminal/cells.ts';
import { type Emulator, GUEST_SIZE } from '../../ui/terminal/guest/emulator.ts';
import type { Picture } from '../../ui/terminal/picture.ts';
import { PLAIN } from '../../ui/terminal/style.ts';
import type { StatusLine } from './status.ts';

type Screen = Pick<Emulator, 'row' | 'cursor' | 'cursorRow' | 'applicationKeys'>;

/**
 * The guest's screen above one line of ours. Where the seat has fewer rows than the guest takes for granted, those around the cursor are shown;
 * where it has more, a rule says where the guest's screen ends.
 */
export function createView(screen: Screen, renderStatus: StatusLine): Picture {
  let top = 0;
  /** The first of the guest's rows that is shown, when `room` of them are. */
  const scrollTo = (room: number): number => {
    const row = screen.cursorRow();
    const last = Math.max(0, GUEST_SIZE.rows - room);
    top = Math.min(last, Math.max(row - room + 1, Math.min(top, row)));
    return top;
  };
  return {
    render: (columns, count, capabilities) => {
      const room = Math.max(0, count - 1);
      const first = scrollTo(room);
      const shown = Math.min(room, GUEST_SIZE.rows);
      const rows = Array.from({ length: shown }, (_, y) =>
        toWidth(screen.row(first + y, capabilities), columns, capabilities),
      );
      if (room > shown) rows.push(renderRule(columns, capabilities));
      while (rows.length < room) rows.push(parseRow('', columns, capabilities));
      return [...rows, parseRow(renderStatus(columns), columns, capabilities)].slice(-count);
    },
    cursor: (columns, count) => {
      const at = screen.cursor();
      if (at === undefined || count < 2) return undefined;
      return { row: at.row - scrollTo(count - 1), column: Math.min(at.column, columns - 1) };
    },
    applicationKeys: () => screen.applicationKeys(),
  };
}

/** A row of the guest in as many columns as the seat has; beyond its own a line shows where it ends. */
function toWidth({ texts, styles }: Row, columns: number, capabilities: Capabilities): Row {
  if (columns <= texts.length) {
    const row = { texts: texts.slice(0, columns), styles: styles.slice(0, columns) };
    // Half a wide character would take the column after the last.
    if (texts[columns] === '') row.texts[columns - 1] = ' ';
    return row;
  }
  const rest = parseRow(`${DIM}│`, columns - texts.length, capabilities);
  return { texts: [...texts, ...rest.texts], styles: [...styles, ...rest.styles] };
}

function renderRule(columns: number, capabilities: Capabilities): Row {
  const corner = columns > GUEST_SIZE.columns ? '┘' : '';
  const row = parseRow(`${DIM}${'─'.repeat(GUEST_SIZE.columns)}${corner}`, columns, capabilities);
  return columns < row.texts.length ? { texts: [], styles: [PLAIN] } : row;
}

const DIM = '\u001b[2m';
