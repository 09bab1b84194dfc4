import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as format from '../../../src/cli/output/format.ts';
import { renderJson } from '../../../src/cli/output/json.ts';
import { createOutput } from '../../../src/cli/output/output.ts';
import { formatLocation, renderProblems } from '../../../src/cli/output/problems.ts';
import { renderTable } from '../../../src/cli/output/table.ts';
import { type Line, renderLine } from '../../../src/cli/output/text.ts';

const plain = (lines: Line[]) => lines.map((line) => renderLine(line, false));
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

describe('a line', () => {
  test('has no control character, whatever comes', () => {
    const hostile = fc.array(
      fc.constantFrom('\u001b[2J', '\u009b', '\u001b]0;', '\u0007', '\r', '\n', '\t', '\u202e', 'a', '😀'),
    );
    fc.assert(fc.property(hostile, (parts) => !CONTROL.test(renderLine([parts.join(''), ...parts], false))));
  });

  test('has our colours around text that can bring none of its own', () => {
    expect(renderLine({ text: 'a\u001b[0mb', tone: 'error' }, true)).toBe('\u001b[31mab\u001b[0m');
  });

  test('ends without spaces', () => {
    expect(renderLine(['a', '   '], false)).toBe('a');
  });
});

describe('a table', () => {
  test('has columns as wide as what is shown in them', () => {
    const rows = [
      ['\u001b[1mx\u001b[0m', { text: 'é😀', tone: 'good' as const }, 'last'],
      ['longer', '', ''],
    ];
    expect(plain(renderTable(['A', 'BB', 'C'], rows))).toEqual([
      'A       BB  C',
      'x       é😀  last',
      'longer',
    ]);
  });

  test('says when it is empty', () => {
    expect(plain(renderTable(['A'], [], '  '))).toEqual(['  none']);
  });
});

describe('JSON', () => {
  test('can be read back unchanged, and holds nothing that a terminal acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = renderJson({ text }, 0);
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(CONTROL);
      }),
      { examples: [['\u009b31m\u202e\u2028\ufeff\u007f']] },
    );
  });
});

describe('a fact', () => {
  test('is its value, its value with its age, or unknown with the reason', () => {
    expect(format.formatFact({ state: 'known', value: 4 })).toBe('4');
    expect(format.formatFact({ state: 'stale', value: 4, since: '2026-03-01T08:00:00.000Z' })).toBe(
      '4 (stale since 2026-03-01T08:00:00Z)',
    );
    expect(format.formatFact({ state: 'unknown', reason: 'no link' })).toBe('unknown (no link)');
    expect(format.formatFact({ state: 'unknown' })).toBe('unknown');
  });
});

test.each([
  [0, '0.0 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [59_600, '1 min 0 s'],
  [3_599_600, '1 h 0 min'],
  [90_061_000, '1 d 1 h'],
  [-5, '0.0 s'],
])('%i ms are %s', (ms, text) => {
  expect(format.formatDuration(ms)).toBe(text);
});

test('a place is written as editors understand it', () => {
  expect(formatLocation({ file: '/etc/a', line: 3, column: 7 })).toBe('/etc/a:3:7');
  expect(formatLocation({ file: '/etc/a', column: 7 })).toBe('/etc/a');
});

test('problems are in columns, with place and hint below', () => {
  const lines = renderProblems([
    { code: 'a.b', severity: 'error', message: 'x', hint: 'do y', where: { file: '/f', line: 2 } },
    { code: 'long.code', severity: 'warning', message: 'z' },
  ]);
  expect(plain(lines)).toEqual([
    '  error    a.b        x',
    '    at /f:2',
    '    hint: do y',
    '  warning  long.code  z',
  ]);
});

describe('progress', () => {
  const sink = (isTTY: boolean) => {
    const written: string[] = [];
    return { written, isTTY, columns: 10, write: (text: string) => written.push(text) };
  };

  test('replaces itself on a terminal, never wraps, and is gone before the next line', () => {
    const stderr = sink(true);
    const out = createOutput({ stdout: sink(false), stderr, json: false, colours: false });
    out.progress('0123456789 and \u001b[2Jmore');
    out.note(['bezel: done']);
    expect(stderr.written).toEqual(['\r\u001b[K012345678', '\r\u001b[K', 'bezel: done\n']);
  });

  test('is not written to a file', () => {
    const stderr = sink(false);
    createOutput({ stdout: sink(false), stderr, json: false, colours: false }).progress('x');
    expect(stderr.written).toEqual([]);
  });
});
