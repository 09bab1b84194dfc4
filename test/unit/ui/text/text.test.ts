import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/contract/text.ts';
import { clip, pad, widthOf } from '../../../../src/ui/text/fit.ts';
import { fitLine, span } from '../../../../src/ui/text/line.ts';
import { NARROW } from '../../../../src/ui/text/narrow.ts';
import { progressBar } from '../../../../src/ui/text/progress.ts';
import { createSegmenter } from '../../../../src/ui/text/segmenter.ts';
import fastStringWidth from '../../../../src/ui/text/string-width.ts';
import { renderTable } from '../../../../src/ui/text/table.ts';
import { wrapText } from '../../../../src/ui/text/wrap.ts';

const anyText = fc.oneof(
  fc.stringMatching(/^[ か漢한。é]{0,40}$/u),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[ a-z漢é─\u001b[\]m0-9;]{0,40}$/u),
);
const columns = fc.integer({ min: 0, max: 40 });

describe('text', () => {
  test('is never wider than its place, and fills it exactly when asked to', () => {
    fc.assert(
      fc.property(anyText, columns, (text, width) => {
        expect(stringWidth(clip(text, width))).toBeLessThanOrEqual(width);
        expect(stringWidth(pad(text, width))).toBe(width);
      }),
    );
  });

  test('that is cut says so', () => {
    expect(clip('a long name', 6)).toBe('a lon…');
    expect(clip('short', 6)).toBe('short');
    expect(clip('漢字漢字', 5)).toBe('漢字…');
  });

  test('is measured as Ink measures it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fastStringWidth(text)).toBe(stringWidth(text));
        expect(widthOf(plainText(text))).toBe(stringWidth(plainText(text)));
      }),
    );
    for (let code = 0; code < 0x2700; code++) {
      const character = String.fromCharCode(code);
      if (NARROW.test(character)) expect([code, stringWidth(character)]).toEqual([code, 1]);
    }
    for (let code = 0x3000; code < 0xd800; code++) {
      const character = String.fromCharCode(code);
      expect([code, widthOf(character)]).toEqual([code, stringWidth(character)]);
    }
    expect(fastStringWidth('\u001b[31m─│é\u001b[39m')).toBe(3);
  });

  test('is taken apart as Unicode says', () => {
    const full = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const short = (segments: Iterable<{ segment: string; index: number }>) =>
      Array.from(segments, ({ segment, index }) => [segment, index]);
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[ a─é\u001b\n\r…]{0,20}$/u)), (text) => {
        expect(short(createSegmenter().segment(text))).toEqual(short(full.segment(text)));
      }),
    );
  });

  test('is wrapped between words, and within a word that is longer than a line', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('/sys/class/dmi/id', 6)).toEqual(['/sys/c', 'lass/d', 'mi/id']);
    expect(wrapText('first\nsecond', 20)).toEqual(['first', 'second']);
    expect(wrapText('漢字', 1)).toEqual(['漢', '字']);
  });

  test('loses nothing but blanks when it is wrapped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ a-z]{0,60}$/), fc.integer({ min: 1, max: 20 }), (text, width) => {
        const lines = wrapText(text, width);
        expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('fills a line to its end in every case', () => {
    const width = (spans: { text: string }[]) => spans.reduce((sum, { text }) => sum + widthOf(text), 0);
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), columns, (texts, room) => {
        expect(
          width(
            fitLine(
              texts.map((text) => span(text)),
              room,
            ),
          ),
        ).toBe(room);
      }),
    );
  });
});

describe('a table', () => {
  const rows = [{ name: 'enp1s0', driver: 'virtio_net' }];
  const wanted = [
    { title: 'NIC', value: ({ name }: (typeof rows)[0]) => span(name), rank: 0, most: 15 },
    { title: 'Driver', value: ({ driver }: (typeof rows)[0]) => span(driver), rank: 1, most: 20 },
  ];
  const texts = (width: number) =>
    renderTable(rows, wanted, width).map((line) => line.map(({ text }) => text).join(''));

  test('leaves out the columns that matter least where there is no room', () => {
    expect(texts(40)).toEqual(['NIC     Driver    ', 'enp1s0  virtio_net']);
    expect(texts(17)).toEqual(['NIC   ', 'enp1s0']);
    expect(texts(1)).toEqual(['NIC   ', 'enp1s0']);
  });
});

describe('progress', () => {
  const text = (fraction: number) =>
    progressBar(fraction, 15)
      .map((each) => each.text)
      .join('');

  test('is a bar with its figure, and never more than all', () => {
    expect(text(0)).toBe('░░░░░░░░░░   0%');
    expect(text(0.5)).toBe('█████░░░░░  50%');
    expect(text(7)).toBe('██████████ 100%');
    expect(text(Number.NaN)).toBe('░░░░░░░░░░   0%');
  });
});
