import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRequest } from '../../../../../../src/backend/server/guest/channel/parse-request.ts';

const parse = (text: string | Uint8Array) =>
  parseRequest(typeof text === 'string' ? Buffer.from(text) : text, 16);

it('reads a call', () => {
  expect(parse('{"id":"a-1","method":"POST","path":"/v1/guest/intent","body":{"kind":"halt"}}')).toEqual({
    kind: 'call',
    call: { id: 'a-1', method: 'POST', path: '/v1/guest/intent', body: { kind: 'halt' } },
  });
  expect(parse('{"id":7,"method":"GET","path":"/v1/box"}\r')).toMatchObject({ kind: 'call' });
});

it('reads a subscription', () => {
  expect(parse('{"subscribe":true,"after":"aaaa.3"}')).toEqual({
    kind: 'subscription',
    subscription: { subscribe: true, after: 'aaaa.3' },
  });
});

it('takes a line in which nothing is written for none', () => {
  for (const text of ['', '\r', ' \t ']) expect(parse(text)).toBeUndefined();
});

it.each([
  ['no JSON', '{"id":'],
  ['a list', '[]'],
  ['no object', 'null'],
  ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['an unknown key', '{"id":1,"method":"GET","path":"/v1/box","role":"admin"}'],
  ['another method', '{"id":1,"method":"DELETE","path":"/v1/box"}'],
  ['a path with a space', '{"id":1,"method":"GET","path":"/v1/box HTTP/1.1"}'],
  ['an address', '{"id":1,"method":"GET","path":"http://box/v1/box"}'],
  ['deep nesting', `{"id":1,"body":${'['.repeat(4000)}${']'.repeat(4000)}}`],
  ['a changed prototype', '{"__proto__":{"id":1},"method":"GET","path":"/v1/box"}'],
])('refuses %s', (_, text) => {
  expect(parse(text)).toMatchObject({ kind: 'unreadable' });
});

it('names the request that it refuses, where it can', () => {
  expect(parse('{"id":"x","method":"GET"}')).toMatchObject({
    id: 'x',
    message: expect.stringContaining('path'),
  });
  expect(parse('{"id":{"a":1},"method":"GET"}')).toMatchObject({ id: null });
});

it('does not take brackets in a text for nesting', () => {
  expect(parse(`{"id":"${'['.repeat(40)}\\"{","method":"GET","path":"/v1/box"}`)).toMatchObject({
    kind: 'call',
  });
});

it('has an answer to every line', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (line) => {
        expect(['undefined', 'object']).toContain(typeof parseRequest(line, 16));
      },
    ),
  );
});
