import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../../src/libvirt/index.ts';
import { FrameSplitter } from '../../../../src/libvirt/rpc/framing.ts';
import { parseHeader, renderHead } from '../../../../src/libvirt/rpc/header.ts';

const packet = (payload: string, serial = 1): Buffer => {
  const header = { program: 0x2000_8086, procedure: 14, type: 0, serial, status: 0 };
  return Buffer.concat([renderHead(header, payload.length), Buffer.from(payload)]);
};
const payloads = (splitter: FrameSplitter, chunks: Buffer[]): string[] =>
  chunks.flatMap((chunk) => Array.from(splitter.push(chunk), (bytes) => bytes.subarray(24).toString()));

describe('FrameSplitter', () => {
  test('finds the same packets wherever the stream is cut in two', () => {
    const stream = Buffer.concat([packet('one'), packet(''), packet('three')]);
    for (let at = 0; at <= stream.length; at++)
      expect(payloads(new FrameSplitter(), [stream.subarray(0, at), stream.subarray(at)])).toEqual([
        'one',
        '',
        'three',
      ]);
  });

  test('finds the same packets byte by byte', () => {
    const stream = Buffer.concat([packet('one'), packet(''), packet('three')]);
    const bytes = Array.from(stream, (_, at) => stream.subarray(at, at + 1));
    expect(payloads(new FrameSplitter(), bytes)).toEqual(['one', '', 'three']);
  });

  test('finds the same packets in chunks of any sizes', () => {
    const texts = fc.array(fc.string({ maxLength: 300, unit: 'binary-ascii' }), { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (sent, sizes) => {
        const stream = Buffer.concat(sent.map((text) => packet(text)));
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          chunks.push(stream.subarray(at, at + size));
          at += size;
        }
        expect(payloads(new FrameSplitter(), chunks)).toEqual(sent);
      }),
    );
  });

  test.each([
    ['nothing at all', 0],
    ['less than a header', 27],
    ['more than 32 MiB', 33_554_432 + 5],
    ['4 GiB', 0xffff_ffff],
  ])('refuses a packet that announces %s', (_what, length) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    expect(() => [...new FrameSplitter().push(head)]).toThrow(ProtocolError);
  });

  test('waits for a packet of 32 MiB without taking its memory', () => {
    const before = process.memoryUsage().arrayBuffers;
    const head = Buffer.alloc(28);
    head.writeUInt32BE(33_554_432 + 4);
    const splitters = Array.from({ length: 64 }, () => new FrameSplitter());
    for (const splitter of splitters) expect([...splitter.push(Buffer.from(head))]).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(33_554_432);
  });
});

test('a header is read as it was written', () => {
  const header = { program: 0x2000_8087, procedure: 7, type: 3, serial: 0xffff_fffe, status: 2 };
  expect(parseHeader(renderHead(header, 0).subarray(4))).toEqual({ ...header, version: 1 });
});
