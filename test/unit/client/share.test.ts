import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { share } from '../../../src/client/share.ts';

describe('sharing of structure', () => {
  test('answers the old value when the new one is equal', () => {
    const old = { a: [1, { b: 'x' }], c: null };
    expect(share(old, structuredClone(old))).toBe(old);
  });

  test('keeps the parts that are equal, and takes those that are not', () => {
    const old = { same: { x: [1] }, other: { y: 1 } };
    const shared = share(old, { same: { x: [1] }, other: { y: 2 } });
    expect(shared).toEqual({ same: { x: [1] }, other: { y: 2 } });
    expect(shared.same).toBe(old.same);
  });

  test('keeps the elements of a list that has grown', () => {
    const old = [{ a: 1 }];
    const shared = share(old, [{ a: 1 }, { a: 2 }]);
    expect(shared).toHaveLength(2);
    expect(shared[0]).toBe(old[0]);
  });

  test('tells an absent member from an undefined one', () => {
    const old: object = { a: undefined };
    expect(share(old, { b: undefined })).toEqual({ b: undefined });
    expect(Object.keys(share(old, {}))).toEqual([]);
  });

  test('is always equal to the new value, and changes neither', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        const copies = structuredClone([before, after]);
        expect(share(before, after)).toEqual(after);
        expect([before, after]).toEqual(copies);
      }),
    );
  });

  test('cannot be made to change prototypes', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
    const shared = share({ a: 1 }, hostile);
    expect(Object.getPrototypeOf(shared)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
