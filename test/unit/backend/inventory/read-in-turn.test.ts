import { expect, it } from 'vitest';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import { readInTurn } from '../../../../src/backend/inventory/read-in-turn.ts';

const slow = notRead('too-slow', 'late');

/** Devices of two attributes each, read one after another; those in `hang` do not answer. */
async function readDevices(devices: string[], hang: string[]) {
  const asked: string[] = [];
  const { results, hanging } = await readInTurn(
    async (path) => {
      asked.push(path);
      return hang.includes(path.split('/')[0] ?? '') ? slow : read(path);
    },
    devices,
    async (device, ask) => [await ask(`${device}/1`), await ask(`${device}/2`)].map(({ ok }) => ok),
  );
  return { asked, results, hanging: [...hanging] };
}

it('asks a device that hangs for nothing more, and the others as before', async () => {
  expect(await readDevices(['a', 'b', 'c'], ['b'])).toEqual({
    asked: ['a/1', 'a/2', 'b/1', 'c/1', 'c/2'],
    results: [
      [true, true],
      [false, false],
      [true, true],
    ],
    hanging: [1],
  });
});

it('asks no device any more after two that hang', async () => {
  const { asked, results, hanging } = await readDevices(['a', 'b', 'c'], ['a', 'b']);
  expect(asked).toEqual(['a/1', 'b/1']);
  expect(results.flat()).toEqual(Array(6).fill(false));
  expect(hanging).toEqual([0, 1]);
});
