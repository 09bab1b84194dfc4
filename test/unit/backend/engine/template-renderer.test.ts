import { expect, test } from 'vitest';
import { templateRenderer } from '../../../../src/backend/engine/liquid.ts';

test('a template is rendered again and again, and another one at once', () => {
  const render = templateRenderer((value) => String(value).toUpperCase());
  const hello = 'Hello {{ name }}';
  expect([
    render(hello, { name: 'a' }),
    render(hello, { name: 'b' }),
    render('{{ name }}!', { name: 'c' }),
  ]).toEqual(['Hello A', 'Hello B', 'C!']);
  expect(() => render(hello, {})).toThrow('name');
  expect(() => render('{% if %}', {})).toThrow();
  expect(render(hello, { name: 'd' })).toBe('Hello D');
});
