import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planLayout } from '../../../../src/ui/frame/layout.ts';
import { renderHeader, renderHints, renderSectionRow } from '../../../../src/ui/frame/parts.ts';
import { renderBar } from '../../../../src/ui/scroll/window.ts';
import { type Line, span } from '../../../../src/ui/text/line.ts';

const text = (line: Line) => line.map((each) => each.text).join('');
const sections = [
  { id: 'a', key: '1', title: 'Overview' },
  { id: 'b', key: '2', title: 'Hardware' },
];

describe('the layout', () => {
  test('never takes the last row, and gives the rest away exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 400 }), fc.integer({ min: 6, max: 200 }), (columns, rows) => {
        const layout = planLayout({ columns, rows });
        expect(layout.height).toBe(rows - 1);
        const around = 2 + (layout.rules ? 2 : 0) + (layout.sections === 'row' ? 1 : 0);
        expect(layout.contentHeight + around).toBe(rows - 1);
        expect(layout.contentWidth + (layout.sections === 'column' ? layout.sectionWidth + 2 : 0)).toBe(
          columns,
        );
      }),
    );
  });

  test('has the list of sections beside the content at 80x24, and above it where there is no room', () => {
    expect(planLayout({ columns: 80, rows: 24 })).toMatchObject({
      sections: 'column',
      contentWidth: 62,
      contentHeight: 19,
    });
    expect(planLayout({ columns: 40, rows: 10 })).toMatchObject({
      sections: 'row',
      contentWidth: 40,
      contentHeight: 6,
    });
  });
});

describe('the parts of the frame', () => {
  test('keep the state and the time where the product has a long name', () => {
    expect(
      text(renderHeader([span('A very long name of a product', 'bar')], [span('running 08:00', 'bar')], 30)),
    ).toBe('A very long nam… running 08:00');
  });

  test('leave out hints for which there is no room, but never the last', () => {
    const hints = ['Start', 'Stop', 'Reset', 'Help'].map((label) => ({ keys: label[0] ?? '', label }));
    expect(text(renderHints(hints, 80))).toBe(' S Start  S Stop  R Reset  H Help ');
    expect(text(renderHints(hints, 20))).toBe(' S Start  H Help ');
    expect(text(renderHints([], 20))).toBe('');
  });

  test('name all sections in a row, or only the one that is shown', () => {
    expect(text(renderSectionRow(sections, 'b', 'locked', 40)).trimEnd()).toBe(
      ' 1 Overview  2 Hardware          locked',
    );
    expect(text(renderSectionRow(sections, 'b', 'locked', 25)).trimEnd()).toBe(' 1  2 Hardware    locked');
    expect(text(renderSectionRow(sections, 'b', 'locked', 16)).trimEnd()).toBe(' 1  2 Hardware');
  });
});

describe('the scroll bar', () => {
  const bar = (offset: number, count: number, height: number) =>
    renderBar(offset, count, height).map(text).join('');

  test('is at the beginning, at the end, and absent when everything is visible', () => {
    expect(bar(0, 20, 5)).toBe('█││││');
    expect(bar(15, 20, 5)).toBe('││││█');
    expect(bar(0, 5, 5)).toBe('');
    expect(bar(0, 1_000_000, 3)).toBe('█││');
  });
});
