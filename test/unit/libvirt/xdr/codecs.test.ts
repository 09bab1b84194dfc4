import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charArray, string, uuid } from '../../../../src/libvirt/xdr/bytes.ts';
import type { Codec } from '../../../../src/libvirt/xdr/codec.ts';
import { list, optional, struct } from '../../../../src/libvirt/xdr/composite.ts';
import { XdrError } from '../../../../src/libvirt/xdr/error.ts';
import { Reader } from '../../../../src/libvirt/xdr/reader.ts';
import { bool, f64, i32, i53, i64, u32, u53, u64 } from '../../../../src/libvirt/xdr/scalars.ts';
import { Writer } from '../../../../src/libvirt/xdr/writer.ts';

function encode<T>(codec: Codec<T>, value: T): Buffer {
  const writer = new Writer(1024 * 1024);
  codec.put(writer, value);
  return writer.finish();
}

function decode<T>(codec: Codec<T>, bytes: Buffer): T {
  const reader = new Reader(bytes);
  const value = codec.get(reader);
  reader.end();
  return value;
}

const noNul = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
const record = struct({
  name: string(1000),
  id: i32,
  size: u64,
  ratio: f64,
  tags: list(string(1000), 50),
  parent: optional(struct({ uuid, flags: u32 })),
});
const anyRecord = fc.record({
  name: noNul,
  id: fc.integer(),
  size: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  ratio: fc.double(),
  tags: fc.array(noNul, { maxLength: 50 }),
  parent: fc.option(fc.record({ uuid: fc.uuid(), flags: fc.nat() }), { nil: undefined }),
});

describe('every value comes back as it was sent', () => {
  const cases: [string, Codec<never>, fc.Arbitrary<unknown>][] = [
    ['i32', i32, fc.integer()],
    ['u32', u32, fc.integer({ min: 0, max: 0xffff_ffff })],
    ['i64', i64, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
    ['u64', u64, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
    ['u53', u53, fc.maxSafeNat()],
    ['i53', i53, fc.maxSafeInteger()],
    ['f64', f64, fc.double()],
    ['bool', bool, fc.boolean()],
    ['string', string(10_000), noNul],
    ['uuid', uuid, fc.uuid()],
    ['optional', optional(i32), fc.option(fc.integer(), { nil: undefined })],
    ['list', list(string(1000), 100), fc.array(noNul, { maxLength: 100 })],
    ['struct', record, anyRecord],
  ] as [string, Codec<never>, fc.Arbitrary<unknown>][];
  test.each(cases)('%s', (_name, codec, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const bytes = encode(codec, value as never);
        expect(bytes.length % 4).toBe(0);
        expect(decode(codec, bytes)).toEqual(value);
      }),
    );
  });
});

describe('bytes that are not the value', () => {
  test('a record cut short anywhere is an XdrError', () => {
    const bytes = encode(record, {
      name: 'guest',
      id: 1,
      size: 2n,
      ratio: 0.5,
      tags: ['a', 'b'],
      parent: undefined,
    });
    for (let length = 0; length < bytes.length; length++)
      expect(() => decode(record, bytes.subarray(0, length))).toThrow(XdrError);
  });

  test('random bytes give a value or an XdrError, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decode(record, Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(XdrError);
        }
      }),
    );
  });

  test('bytes left over are an XdrError', () => {
    expect(() => decode(i32, Buffer.alloc(8))).toThrow('4 bytes too many');
  });

  test('a list that announces more than the bytes could hold is refused before anything is read', () => {
    expect(() => decode(list(i32, 1_000_000), Buffer.from([0, 1, 0, 0]))).toThrow(
      '65536 announced, 0 bytes left',
    );
  });

  test('a string that announces more than its limit is refused', () => {
    expect(() => decode(string(8), Buffer.concat([Buffer.from([0, 0, 0, 9]), Buffer.alloc(12)]))).toThrow(
      '9 is more than the limit of 8',
    );
  });

  test('anything but 0 and 1 in front of an optional value is refused', () => {
    expect(() => decode(optional(i32), Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))).toThrow(XdrError);
  });

  test('an error names the field', () => {
    const bytes = encode(record, { name: 'a', id: 1, size: 2n, ratio: 0, tags: ['x'], parent: undefined });
    bytes.writeUInt32BE(5000, 32);
    expect(() => decode(record, bytes)).toThrow('tags.0: 5000 is more than the limit of 1000');
  });

  test('an amount above 2^53 is rounded, not refused', () => {
    expect(decode(u53, encode(u64, 2n ** 64n - 1n))).toBe(2 ** 64);
  });
});

describe('values that can not be sent', () => {
  const cases: [string, () => unknown, string][] = [
    ['a string above its limit, in bytes', () => encode(string(4), 'äää'), '6 bytes are more than libvirt'],
    ['a NUL in a string', () => encode(string(99), 'a\0b'), 'NUL'],
    ['a list above its limit', () => encode(list(i32, 2), [1, 2, 3]), '3 elements are more than libvirt'],
    ['a fraction', () => encode(i32, 1.5), '1.5 is not a whole number'],
    ['NaN', () => encode(u32, Number.NaN), 'NaN is not a whole number'],
    ['a negative unsigned number', () => encode(u32, -1), '-1 is not a whole number'],
    ['a number of 33 bits', () => encode(u32, 2 ** 32), 'is not a whole number'],
    ['a bigint of 65 bits', () => encode(u64, 2n ** 64n), 'is not a bigint'],
    ['a number above 2^53', () => encode(u53, 2 ** 53), 'is not a whole number'],
    ['a UUID with a wrong letter', () => encode(uuid, 'g7e0a32-24c3'), 'is not a UUID'],
    ['more than the writer may hold', () => new Writer(8).fixed(Buffer.alloc(9)), 'more than 8 bytes'],
  ];
  test.each(cases)('%s', (_name, step, message) => {
    expect(step).toThrow(XdrError);
    expect(step).toThrow(message);
  });
});

describe('on the wire', () => {
  test('numbers are big endian, strings counted and padded', () => {
    expect(encode(struct({ a: i32, b: string(9) }), { a: -2, b: 'abcde' }).toString('hex')).toBe(
      'fffffffe000000056162636465000000',
    );
  });

  test("C's char array spends four bytes a character and ends at the first NUL", () => {
    const bytes = Buffer.from([0, 0, 0, 0x78, 0, 0, 0, 0x38, 0, 0, 0, 0, 0, 0, 0, 0x21]);
    expect(decode(charArray(4), bytes)).toBe('x8');
    expect(decode(charArray(4), encode(charArray(4), 'abcd'))).toBe('abcd');
  });

  test('a UUID is 16 bytes, with or without hyphens', () => {
    const id = '4b7e0a32-24c3-47fb-a7cc-27f34e73b6d5';
    expect(encode(uuid, id)).toEqual(encode(uuid, id.replaceAll('-', '')));
    expect(decode(uuid, encode(uuid, id))).toBe(id);
  });

  test('text that is not UTF-8 is read with replacement characters', () => {
    expect(decode(string(9), Buffer.from([0, 0, 0, 2, 0xff, 0x41, 0, 0]))).toBe('\ufffdA');
  });
});
