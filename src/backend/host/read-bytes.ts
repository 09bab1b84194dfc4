import { fstat, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { gateFor } from './gate.ts';
import { isAttribute, isFromMemory, isKernels } from './kernel-paths.ts';
import { atOnce, inThread } from './look-ups.ts';

/** A page: the most that sysfs gives for an attribute. Making a larger buffer takes longer than reading one. */
const pageBytes = 4096;
/** How many files are open at once: enough for Node's four threads to have the next at hand. With more an inventory takes no less time. */
const maxOpen = 8;

/**
 * What `use` makes of all of a file, or `undefined` when that is longer than `limitBytes`; rejects as node:fs does. The bytes are its own for as
 * long as `use` runs: afterwards they are of another file.
 *
 * @param path where the file is
 * @param place where the machine sees it: what is the kernel's is opened without a thread, and only read in one
 */
export type ReadFile = <T>(
  path: string,
  place: string,
  limitBytes: number,
  use: (bytes: Uint8Array) => T,
) => Promise<T | undefined>;

/** The size that sysfs and procfs report is not that of what can be read, so only reading tells. */
export function fileReader(): ReadFile {
  const gate = gateFor(maxOpen);
  const pages: Uint8Array[] = [];
  const inTurn: ReadFile = (path, place, limitBytes, use) =>
    gate(async () => {
      const { open, close } = isKernels(place) ? atOnce : inThread;
      const file = await open(path);
      const page = pages.pop() ?? new Uint8Array(pageBytes);
      try {
        const bytes = await readAll(file, page, limitBytes, place);
        return bytes === undefined ? undefined : use(bytes);
      } finally {
        pages.push(page);
        await close(file);
      }
    });

  const page = new Uint8Array(pageBytes);
  return async (path, place, limitBytes, use) => {
    if (!isFromMemory(place)) return inTurn(path, place, limitBytes, use);
    const bytes = readAtOnce(path, page, limitBytes, isAttribute(place));
    return bytes === undefined || bytes.length > limitBytes ? undefined : use(bytes);
  };
}

/** In one go: waiting between opening, reading and closing takes longer than all three. An attribute is a page at most. */
function readAtOnce(
  path: string,
  page: Uint8Array,
  limitBytes: number,
  oneIsAll: boolean,
): Uint8Array | undefined {
  const file = atOnce.open(path) as number;
  try {
    let buffer = page;
    for (let total = 0; total <= limitBytes; ) {
      if (total === buffer.length) buffer = enlarge(buffer, limitBytes + 1);
      const bytesRead = readSync(file, buffer, total, buffer.length - total, null);
      total += bytesRead;
      if (oneIsAll || bytesRead === 0) return buffer.subarray(0, total);
    }
    return undefined;
  } finally {
    atOnce.close(file);
  }
}

async function readAll(
  file: number,
  page: Uint8Array,
  limitBytes: number,
  place: string,
): Promise<Uint8Array | undefined> {
  let buffer = page.subarray(0, Math.min(pageBytes, limitBytes + 1));
  for (let total = 0; ; ) {
    if (total === buffer.length) {
      const size = total > pageBytes || isKernels(place) ? 0 : (await fstatOf(file)).size;
      buffer = enlarge(buffer, limitBytes + 1, size + 1);
    }
    const room = buffer.length - total;
    const bytesRead = await readInto(file, buffer, total);
    const isEnd = bytesRead === 0 || (total === 0 && bytesRead < room && isAttribute(place));
    total += bytesRead;
    if (total > limitBytes) return undefined;
    if (isEnd) return buffer.subarray(0, total);
  }
}

const readInto = (file: number, buffer: Uint8Array, offset: number): Promise<number> =>
  new Promise((resolve, reject) => {
    read(file, buffer, offset, buffer.length - offset, null, (error, bytesRead) =>
      error === null ? resolve(bytesRead) : reject(error),
    );
  });

const fstatOf = promisify(fstat);

/** `wantedBytes`: at once, where the size is known. */
function enlarge(buffer: Uint8Array, mostBytes: number, wantedBytes = 0): Uint8Array {
  const larger = new Uint8Array(Math.min(Math.max(buffer.length * 4, wantedBytes), mostBytes));
  larger.set(buffer);
  return larger;
}
