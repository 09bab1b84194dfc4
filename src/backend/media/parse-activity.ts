import type { Medium } from '../../contract/index.ts';

/** The kernel counts in these, whatever the disk's own are. */
const sectorBytes = 512;

/** What `/sys/block/NAME/stat` says; see Documentation/block/stat.rst in the kernel's source. */
export function parseActivity(text: string): Medium['activity'] {
  const fields = text.trim().split(/\s+/).map(Number);
  const [read, written, inFlight] = [fields[2], fields[6], fields[8]];
  if (read === undefined || written === undefined || inFlight === undefined) return undefined;
  if (![read, written, inFlight].every(Number.isSafeInteger)) return undefined;
  return { readBytes: read * sectorBytes, writtenBytes: written * sectorBytes, inFlight };
}
