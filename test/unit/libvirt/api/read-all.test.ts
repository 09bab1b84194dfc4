import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readAll } from '../../../../src/libvirt/api/read-all.ts';
import { CallAborted } from '../../../../src/libvirt/index.ts';

test('gives all that the stream has', async () => {
  const stream = new PassThrough();
  stream.write('a pic');
  stream.end('ture');
  expect(String(await readAll(stream, 100, undefined))).toBe('a picture');
});

test('destroys a stream that has more than it may', async () => {
  const stream = new PassThrough();
  stream.write(Buffer.alloc(60));
  stream.write(Buffer.alloc(60));
  await expect(readAll(stream, 100, undefined)).rejects.toThrow('more than 100 bytes');
  expect(stream.destroyed).toBe(true);
});

test('a signal that has fired already reads nothing', async () => {
  const stream = new PassThrough();
  await expect(readAll(stream, 100, AbortSignal.abort())).rejects.toBeInstanceOf(CallAborted);
  expect(stream.destroyed).toBe(true);
});
