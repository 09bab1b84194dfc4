import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widthOf } from '../../../../src/ui/text/fit.ts';
import { renderGraph } from '../../../../src/ui/text/graph.ts';

test('the newest is at the right, the highest is full, and what is not known is empty', () => {
  expect(renderGraph([0, 50, undefined, 100], 6)).toBe('  ▁▅ █');
});

test('what is below the least that counts looks quiet', () => {
  expect(renderGraph([1, 2, 3], 3, 1000)).toBe('▂▂▂');
});

test('takes exactly its columns, whatever was measured', () => {
  const value = fc.oneof(fc.constant(undefined), fc.double({ noNaN: true, min: 0, max: 1e15 }));
  fc.assert(
    fc.property(fc.array(value), fc.nat({ max: 100 }), (values, columns) => {
      expect(widthOf(renderGraph(values, columns))).toBe(columns);
    }),
  );
});
