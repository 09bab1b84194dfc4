import type { Tail } from '../../host/read-tail.ts';

export type ReadTail = (path: string, mostBytes: number, from?: number) => Promise<Tail>;

/** virtlogd begins a new file when one is full: what was before is in this one. */
const before = (path: string): string => `${path}.0`;
const newline = 0x0a;

/** The last bytes of what the guest has said, from the beginning of a line on; over a change of the file. `undefined` where there is no log. */
export async function readLogTail(
  readTail: ReadTail,
  path: string,
  mostBytes: number,
): Promise<Tail | undefined> {
  const tail = await readTail(path, mostBytes).catch(() => undefined);
  if (tail === undefined) return undefined;
  const room = mostBytes - tail.bytes.length;
  const older = room === 0 ? undefined : await readTail(before(path), room).catch(() => undefined);
  const all = Buffer.concat([older?.bytes ?? new Uint8Array(0), tail.bytes]);
  return { bytes: all.length < mostBytes ? all : fromLine(all), end: tail.end };
}

function fromLine(bytes: Uint8Array): Uint8Array {
  const at = bytes.indexOf(newline);
  return at < 0 ? bytes : bytes.subarray(at + 1);
}
