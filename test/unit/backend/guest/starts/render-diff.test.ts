import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderDiff } from '../../../../../src/backend/guest/starts/render-diff.ts';

const diff = (before: string, after: string): string =>
  renderDiff({ name: 'last start', text: before }, { name: 'next start', text: after });
const numbered = (count: number, prefix: string): string =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`).join('\n');

it('is empty for the same text, and shows a changed line with what is around it', () => {
  expect(diff('a\nb', 'a\nb')).toBe('');
  expect(diff('<a>\n  <b>1</b>\n</a>\n', '<a>\n  <b>2</b>\n</a>')).toBe(
    '--- last start\n+++ next start\n@@ -1,3 +1,3 @@\n <a>\n-  <b>1</b>\n+  <b>2</b>\n </a>\n',
  );
});

it('takes what could disturb a terminal out of the lines', () => {
  expect(diff('a\u001b[2J', 'a\u202eb\u0007')).toBe(
    '--- last start\n+++ next start\n@@ -1,1 +1,1 @@\n-a\n+ab\n',
  );
});

it('gives up, and says so, where hardly anything is the same', () => {
  expect(diff(numbered(2000, 'a'), numbered(2000, 'b'))).toBe('… the two differ in more than 1000 lines\n');
});

it('ends with a word where it is too long, after a whole line', () => {
  const lines = diff('', numbered(900, 'x'.repeat(1000))).split('\n');
  expect(lines.at(-2)).toBe('… the rest is too long');
  expect(lines.at(-3)).toMatch(/^\+x{1000}\d+$/);
  expect(lines.join('\n').length).toBeLessThan(129 * 1024);
});

it('has each line of both texts in it, whatever they are, when the context covers them', () => {
  const line = fc.constantFrom('<a>', '</a>', '  <b/>', '', '-', '+', '@@');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), fc.array(line, { maxLength: 4 }), (a, b) => {
      const before = a.join('\n');
      const after = b.join('\n');
      const shown = diff(before, after).split('\n').slice(2);
      const of = (signs: string) =>
        shown.filter((text) => text !== '' && !text.startsWith('@@ ') && signs.includes(text[0] ?? ''));
      if (before.trimEnd() === after.trimEnd()) return;
      for (const text of before.trimEnd().split('\n'))
        expect(of(' -').map((s) => s.slice(1))).toContain(text);
      for (const text of after.trimEnd().split('\n')) expect(of(' +').map((s) => s.slice(1))).toContain(text);
    }),
  );
});
