import { open } from 'node:fs/promises';

export interface Tail {
  bytes: Uint8Array;
  /** Where the file ended when it was read. */
  end: number;
}

/**
 * The last bytes of a file, `mostBytes` of them; only what is beyond `from`, where that is given and the file is not a new one since.
 * Rejects as node:fs does.
 */
export async function readTail(path: string, mostBytes: number, from = 0): Promise<Tail> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const begin = Math.max(0, size - mostBytes, from <= size ? from : 0);
    const bytes = new Uint8Array(size - begin);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, begin);
    return { bytes: bytes.subarray(0, bytesRead), end: size };
  } finally {
    await file.close();
  }
}
