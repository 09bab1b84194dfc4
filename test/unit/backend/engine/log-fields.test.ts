import { expect, test } from 'vitest';
import { toLogFields, toLogText } from '../../../../src/backend/engine/log-fields.ts';

test('escape sequences of a device never reach the journal, however deep they are', () => {
  expect(toLogFields({ disk: { model: 'ACME\u001b[2J\u0007 9000' }, list: ['a\u009bb'] })).toEqual({
    disk: { model: 'ACME 9000' },
    list: ['a'],
  });
});

test('an error is its message, code, stack and cause', () => {
  const cause = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  const fields = toLogFields({ error: new Error('It fails', { cause }) });
  expect(fields).toMatchObject({
    error: { message: 'It fails', cause: { message: 'no such file', code: 'ENOENT' } },
  });
});

test('what refers to itself, is deep, wide or long stays bounded', () => {
  const loop: Record<string, unknown> = { text: 'x'.repeat(100_000) };
  loop.self = loop;
  const wide = Array.from({ length: 1000 }, (_, i) => i);
  expect(JSON.stringify(toLogFields({ loop, wide })).length).toBeLessThan(40_000);
});

test('text is one line of at most 4,096 characters and its mark', () => {
  expect(toLogText('a\nb')).toBe('a b');
  expect(toLogText('x'.repeat(5000))).toHaveLength(4097);
});

test('values that JSON does not know do no harm', () => {
  expect(
    JSON.parse(JSON.stringify(toLogFields({ big: 2n ** 70n, fn: () => 1, date: new Date(Number.NaN) }))),
  ).toEqual({
    big: '1180591620717411303424',
    date: 'invalid date',
  });
});
