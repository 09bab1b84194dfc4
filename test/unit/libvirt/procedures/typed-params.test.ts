import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TypedValue, typedParams } from '../../../../src/libvirt/procedures/typed-params.ts';
import { XdrError } from '../../../../src/libvirt/xdr/error.ts';
import { Reader } from '../../../../src/libvirt/xdr/reader.ts';
import { encode } from '../support/fake-server.ts';

const codec = typedParams(100);
const name = fc.string().filter((text) => !text.includes('\0'));
const value: fc.Arbitrary<TypedValue> = fc.oneof(
  fc.integer(),
  fc.integer({ min: 2 ** 31, max: 2 ** 32 - 1 }),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  fc.boolean(),
  name,
);

test('parameters of every type come back as they were sent', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 50 }), (entries) => {
      const params = new Map(entries);
      expect(codec.get(new Reader(encode(codec, params)))).toEqual(params);
    }),
  );
});

test.each(['__proto__', 'constructor', 'toString'])('the name %s is a name like any other', (evil) => {
  const params = new Map([[evil, 1]]);
  expect(codec.get(new Reader(encode(codec, params))).get(evil)).toBe(1);
});

test.each([0, 8, -1])('the type %d is refused', (type) => {
  const bytes = encode(codec, new Map([['a', 1]]));
  bytes.writeInt32BE(type, 12);
  expect(() => codec.get(new Reader(bytes))).toThrow(XdrError);
});
