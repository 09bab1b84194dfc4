import { close, open, read } from 'node:fs';
import { promisify } from 'node:util';

const [openFile, readFrom, closeFile] = [promisify(open), promisify(read), promisify(close)];

/** A page: the most that sysfs gives for an attribute. Making a larger buffer takes longer than reading one. */
const firstBytes = 4096;

/**
 * All of a file, or `undefined` when it is longer than `limitBytes`; rejects as node:fs does. The size that sysfs and procfs report is not that
 * of what can be read, so only reading tells. An inventory reads a thousand files, and through file handles each takes twice the time.
 */
export async function readBytesOf(path: string, limitBytes: number): Promise<Uint8Array | undefined> {
  const file = await openFile(path, 'r');
  try {
    let buffer: Uint8Array = new Uint8Array(Math.min(firstBytes, limitBytes + 1));
    for (let total = 0; ; ) {
      if (total === buffer.length) buffer = enlarge(buffer, limitBytes + 1);
      const { bytesRead } = await readFrom(file, buffer, total, buffer.length - total, null);
      if (bytesRead === 0) return buffer.subarray(0, total);
      total += bytesRead;
      if (total > limitBytes) return undefined;
    }
  } finally {
    await closeFile(file);
  }
}

function enlarge(buffer: Uint8Array, mostBytes: number): Uint8Array {
  const larger = new Uint8Array(Math.min(buffer.length * 4, mostBytes));
  larger.set(buffer);
  return larger;
}
