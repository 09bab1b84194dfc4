import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSseParser, type SseMessage } from '../../../src/client/sse.ts';

const limits = { maxLine: 1000, maxMessage: 2000 };
const parseAll = (...pieces: string[]): SseMessage[] => {
  const parse = createSseParser(limits);
  return pieces.flatMap((piece) => parse(piece));
};

const stream = [
  '\ufeff: a comment\r\n\r\n',
  'event: status\ndata: {"a":1}\n\n',
  'event:guest\rdata:first\rdata: second\r\r',
  'id: 7\nretry: 10\nunknown: x\nno-colon\ndata:  two spaces\n\n',
  'event: dropped\n\n',
  'data\n\n',
  'data: ünïcödé 😀\r\n\r\n',
].join('');
const messages: SseMessage[] = [
  { event: 'status', data: '{"a":1}' },
  { event: 'guest', data: 'first\nsecond' },
  { event: 'message', data: ' two spaces' },
  { event: 'message', data: '' },
  { event: 'message', data: 'ünïcödé 😀' },
];

describe('the parser of server-sent events', () => {
  test('reads messages with every kind of line end, comments and unknown fields', () => {
    expect(parseAll(stream)).toEqual(messages);
  });

  test('reads the same wherever the stream is cut in two', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      expect(parseAll(stream.slice(0, at), stream.slice(at)), `cut at ${at}`).toEqual(messages);
    }
  });

  test('reads the same in pieces of one character', () => {
    expect(parseAll(...stream.split(''))).toEqual(messages);
  });

  test('reads the same however any text is cut', () => {
    const text = fc
      .array(fc.constantFrom('\r', '\n', '\r\n', ':', ' ', 'data', 'event', 'x', '\ufeff'))
      .map((a) => a.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), (whole, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const pieces = at.slice(1).map((end, i) => whole.slice(at[i], end));
        expect(parseAll(...pieces)).toEqual(parseAll(whole));
      }),
    );
  });

  test('keeps back a message until its empty line has come', () => {
    const parse = createSseParser(limits);
    expect(parse('data: x\n')).toEqual([]);
    expect(parse('\n')).toEqual([{ event: 'message', data: 'x' }]);
  });

  test('refuses a line that never ends, in many small pieces too', () => {
    const parse = createSseParser(limits);
    expect(() => {
      for (let i = 0; i < 101; i += 1) parse('0123456789');
    }).toThrow(RangeError);
  });

  test('refuses a message of many lines that is too long', () => {
    const line = `data: ${'x'.repeat(600)}\n`;
    expect(() => parseAll(line, line, line, line)).toThrow(RangeError);
  });

  test('counts each message for itself', () => {
    const message = `data: ${'x'.repeat(900)}\n\n`;
    expect(parseAll(message, message, message)).toHaveLength(3);
  });
});
