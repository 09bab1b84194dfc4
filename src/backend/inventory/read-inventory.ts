import { type Inventory, plainText } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import type { ReadText } from '../host/read-within.ts';
import { toFact } from './facts.ts';
import { parseLine } from './parse-scalar.ts';
import { readBoard } from './read-board.ts';
import { readDevices } from './read-devices.ts';
import type { ReadPermanentMacs } from './read-nics.ts';

/**
 * Everything that the kernel says about the box, read from `files`. Never throws: what can't be read is unknown, with a problem beside it.
 * `ask` reads what a device has to answer, such as a sensor: with a limit of time, where a device may hang.
 */
export async function readInventory(
  files: Files,
  readPermanentMacs: ReadPermanentMacs,
  now: Date,
  ask: ReadText = files.readText,
): Promise<Inventory> {
  const [hostname, kernel, board, devices] = await Promise.all([
    files.readText('/proc/sys/kernel/hostname'),
    files.readText('/proc/sys/kernel/osrelease'),
    readBoard(files, ask),
    readDevices(files, readPermanentMacs),
  ]);
  return {
    takenAt: now.toISOString(),
    hostname: hostname.ok ? plainText(hostname.value).trim() : 'localhost',
    kernel: toFact(kernel, parseLine),
    ...board,
    ...devices,
    problems: [...board.problems, ...devices.problems],
  };
}
