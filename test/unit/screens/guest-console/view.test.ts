import { describe, expect, test } from 'vitest';
import { renderStatus } from '../../../../src/screens/guest-console/status.ts';
import { createView } from '../../../../src/screens/guest-console/view.ts';
import { parseRow } from '../../../../src/ui/terminal/cells.ts';
import { sample } from '../../../support/samples.ts';

const capabilities = { colours: 16, glyphs: 'unicode' } as const;
/** A guest that has a number in each row, and its cursor in one of them. */
function start(cursorRow: number) {
  const at = { row: cursorRow };
  const view = createView(
    {
      row: (y) => parseRow(`row ${y}`, 80, capabilities),
      cursor: () => ({ row: at.row, column: 5 }),
      cursorRow: () => at.row,
      applicationKeys: () => false,
    },
    () => 'status',
  );
  const lines = (columns: number, count: number) =>
    view.render(columns, count, capabilities).map(({ texts }) => texts.join('').trimEnd());
  return { at, view, lines };
}

describe('the view of the guest', () => {
  test('has all of its rows where there is room, says where they end, and has its line below them all', () => {
    const { lines, view } = start(0);
    const shown = lines(100, 40);
    expect(shown).toHaveLength(40);
    expect(shown[0]).toBe(`row 0${' '.repeat(75)}│`);
    expect(shown[23]).toContain('row 23');
    expect(shown[24]).toBe(`${'─'.repeat(80)}┘`);
    expect(shown[39]).toBe('status');
    expect(view.cursor(100, 40)).toEqual({ row: 0, column: 5 });
  });

  test('goes with the cursor where there is not, and comes back only for it', () => {
    const { at, lines, view } = start(0);
    expect(lines(80, 23)).toEqual([...Array.from({ length: 22 }, (_, y) => `row ${y}`), 'status']);
    at.row = 23;
    expect(lines(80, 23)[0]).toBe('row 2');
    expect(view.cursor(80, 23)).toEqual({ row: 21, column: 5 });
    at.row = 10;
    expect(lines(80, 23)[0]).toBe('row 2');
    at.row = 1;
    expect(lines(80, 23)[0]).toBe('row 1');
  });

  test.each([
    [1, 1],
    [3, 2],
    [80, 1],
    [20, 5],
  ])('fits any terminal: %i columns, %i rows', (columns, count) => {
    const { view } = start(23);
    const rows = view.render(columns, count, capabilities);
    expect(rows).toHaveLength(count);
    for (const { texts, styles } of rows) expect([texts.length, styles.length]).toEqual([columns, columns]);
    const cursor = view.cursor(columns, count);
    if (cursor !== undefined) expect(cursor.row < count && cursor.column < columns).toBe(true);
  });
});

describe('its line', () => {
  const now = new Date('2026-03-01T08:00:00.000Z');
  const quiet = { escapeKey: 'Ctrl-O', waiting: undefined, power: undefined };
  const text = (status: Parameters<typeof renderStatus>[0], columns = 80) =>
    parseRow(renderStatus(status, columns, now), columns, capabilities).texts.join('');

  test('says how to leave, and what the guest takes the terminal for', () => {
    expect(text(quiet)).toMatch(
      /^ The guest's console; the guest sees 80x24 .*Ctrl-O leaves, twice sends it $/,
    );
  });

  test('says why nothing comes, and how to leave', () => {
    expect(text({ ...quiet, waiting: 'The guest is off' })).toMatch(/^ The guest is off .* Ctrl-O leaves/);
    expect(text({ ...quiet, waiting: 'x'.repeat(200) }, 60)).toMatch(/… Ctrl-O leaves $/);
  });

  test('says what the box is about to do before all else', () => {
    const endsAt = new Date(now.getTime() + 9000).toISOString();
    const countdown = { entry: 1, verdict: 'halted', action: 'power-off', endsAt, totalS: 30 } as const;
    const power = { ...sample.power(), countdown };
    expect(text({ ...quiet, waiting: 'The guest is off', power })).toContain('the box powers off in 9 s');
  });
});
