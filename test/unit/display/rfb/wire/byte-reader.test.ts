import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../../../../src/display/rfb/wire/byte-reader.ts';

test('what comes in chunks is read as though it came at once, whatever becomes of their memory', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 20 })),
      fc.array(fc.record({ take: fc.nat(12), keeps: fc.boolean() })),
      (chunks, wishes) => {
        const reader = new ByteReader();
        const memory = Buffer.alloc(20);
        const taken: number[] = [];
        for (const [index, chunk] of chunks.entries()) {
          memory.set(chunk);
          reader.push(memory.subarray(0, chunk.length));
          const { take, keeps } = wishes[index] ?? { take: 0, keeps: false };
          taken.push(...reader.take(Math.min(take, reader.available)));
          if (keeps) reader.keepRest();
          // Another chunk comes to the same place: only then may the rest of this one be there still.
          reader.keepRest();
          memory.fill(0xee);
        }
        taken.push(...reader.take(reader.available));
        expect(taken).toEqual(chunks.flatMap((chunk) => [...chunk]));
      },
    ),
  );
});

test('chunks that nobody keeps are joined where they are not read', () => {
  const reader = new ByteReader();
  for (const chunk of ['0001', '02', '0304ff', 'ff', 'fffe']) reader.push(Buffer.from(chunk, 'hex'));
  expect([reader.u8(), reader.u16(), reader.u8(), reader.u8()]).toEqual([0, 0x0102, 3, 4]);
  expect(reader.s32()).toBe(-2);
  reader.push(Buffer.from([0xff, 0, 0, 1]));
  expect(reader.u32()).toBe(0xff000001);
  expect(reader.available).toBe(0);
});

test('waiting and passing over stop where there is nothing more', () => {
  const reader = new ByteReader();
  const waiting = reader.need(3);
  expect(waiting.next()).toEqual({ done: false, value: 'input' });
  reader.push(Buffer.from([1, 2]));
  expect(waiting.next()).toEqual({ done: false, value: 'input' });
  reader.push(Buffer.from([3, 4]));
  expect(waiting.next().done).toBe(true);
  const passing = reader.skip(6);
  expect(passing.next()).toEqual({ done: false, value: 'input' });
  expect(reader.available).toBe(0);
  reader.push(Buffer.from([5, 6, 7]));
  expect(passing.next().done).toBe(true);
  expect(reader.u8()).toBe(7);
});
