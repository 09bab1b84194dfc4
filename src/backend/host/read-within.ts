import type { Clock } from '../engine/clock.ts';
import type { Files } from './files.ts';
import { notRead, type Reading } from './reading.ts';

export type ReadText = Files['readText'];

/**
 * Reads as `readText` does, and answers `too-slow` after `limitMs`. An attribute of a device that hangs blocks whoever reads it until the
 * kernel gives up, which for a disk may take minutes, and holds one of the four threads that Node reads files with. So what hangs is not
 * read a second time: whoever asks for it meanwhile waits for the first reading.
 */
export function readTextWithin(readText: ReadText, clock: Clock, limitMs: number): ReadText {
  const underWay = new Map<string, Promise<Reading<string>>>();

  const start: ReadText = (path, limitBytes) => {
    const key = `${limitBytes} ${path}`;
    const reading = underWay.get(key) ?? readText(path, limitBytes).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };

  return (path, limitBytes) =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(limitMs, () => resolve(notRead('too-slow', `no answer in ${limitMs} ms`)));
      start(path, limitBytes).finally(cancel).then(resolve, reject);
    });
}
