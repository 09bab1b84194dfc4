import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../src/client/hardware/cells.ts';
import type { Cell, Column, Row } from '../../../../src/client/hardware/model.ts';
import { planFlow } from '../../../../src/client/hardware/plan-flow.ts';
import { cellText, GAP, planTable } from '../../../../src/client/hardware/plan-table.ts';

const widthOf = (text: string) => text.length;
const column = fc.record<Column>({
  title: fc.stringMatching(/^[A-Z][a-z]{0,9}$/),
  rank: fc.nat(5),
  most: fc.integer({ min: 1, max: 20 }),
});
const fact = fc.oneof(
  fc.record({ state: fc.constant('known' as const), value: fc.stringMatching(/^[a-z]{0,25}$/) }),
  fc.record({
    state: fc.constant('stale' as const),
    value: fc.stringMatching(/^[a-z]{0,25}$/),
    since: fc.constant('2026-03-01T08:00:00Z'),
  }),
  fc.record({
    state: fc.constant('unknown' as const),
    reason: fc.option(fc.stringMatching(/^[a-z]{1,9}$/), { nil: undefined }),
  }),
);
const table = fc.array(column, { minLength: 1, maxLength: 6 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(
      fc.record<Row>({
        cells: fc.array(fc.option(fc.record<Cell>({ fact }), { nil: undefined }), {
          minLength: columns.length,
          maxLength: columns.length,
        }),
        depth: fc.nat(3),
        problems: fc.constant([]),
      }),
      { maxLength: 4 },
    ),
  }),
);

describe('a table', () => {
  test('is never wider than its place', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 100 }), (each, room) => {
        const { shown } = planTable(each, room, widthOf);
        expect(shown.reduce((sum, { width }) => sum + width + GAP, -GAP)).toBeLessThanOrEqual(room);
        expect(shown[0]?.index).toBe(0);
      }),
    );
  });

  test('loses nothing: what has no room beside is below', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 100 }), (each, room) => {
        const { shown, beneath } = planTable(each, room, widthOf);
        each.rows.forEach((row, r) => {
          row.cells.forEach((cell, index) => {
            if (cell === undefined || cell.fact.state !== 'known') return;
            const width = shown.find((one) => one.index === index)?.width ?? -1;
            const told = beneath[r]?.some(
              (field) => field.label === each.columns[index]?.title && textOf(field.cell) === textOf(cell),
            );
            expect(cellText(row, index).length <= width || told).toBe(true);
          });
        });
      }),
    );
  });

  const cells = (...list: Cell['fact'][]): Row => ({
    cells: list.map((each) => ({ fact: each })),
    depth: 0,
    problems: [],
  });
  const known = (value: string) => ({ state: 'known' as const, value });

  test('gives room to what matters more, and to smaller columns where a large one has none', () => {
    const columns = [
      { title: 'Name', rank: 0, most: 10 },
      { title: 'Long', rank: 1, most: 30 },
      { title: 'Bus', rank: 2, most: 10 },
    ];
    const rows = [cells(known('vda'), known('x'.repeat(30)), known('usb'))];
    expect(planTable({ columns, rows }, 20, widthOf).shown.map(({ index }) => index)).toEqual([0, 2]);
    expect(planTable({ columns, rows }, 50, widthOf).shown.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  test('tells below a row why something is not known, and in one go what gives no reason', () => {
    const columns = ['Name', 'Speed', 'Serial', 'Model'].map((title, rank) => ({ title, rank, most: 10 }));
    const rows = [
      cells(
        known('sda'),
        { state: 'unknown', reason: 'no link' },
        { state: 'unknown' },
        { state: 'unknown' },
      ),
    ];
    const told = (room: number) =>
      planTable({ columns, rows }, room, widthOf).beneath[0]?.map(({ label, cell }) => [label, cell.fact]);
    expect(told(80)).toEqual([['Speed', { state: 'unknown', reason: 'no link' }]]);
    expect(told(5)).toEqual([
      ['Speed', { state: 'unknown', reason: 'no link' }],
      ['Unknown', { state: 'known', value: 'Serial, Model' }],
    ]);
  });
});

test('texts flow into lines that hold them, each once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30)), fc.integer({ min: 1, max: 60 }), (widths, room) => {
      const lines = planFlow(widths, room, 3);
      expect(lines.flat()).toEqual(widths.map((_, i) => i));
      for (const line of lines) {
        const width = line.reduce((sum, i) => sum + (widths[i] ?? 0) + 3, -3);
        expect(line.length === 1 || width <= room).toBe(true);
      }
    }),
  );
});
