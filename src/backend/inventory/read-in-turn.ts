import type { ReadText } from '../host/read-within.ts';
import { type NotRead, notRead } from '../host/reading.ts';

/** How many devices may hang before no other is asked: each holds one of the four threads that Node reads files with. */
const maxHanging = 2;

export interface InTurn<R> {
  results: R[];
  /** The items whose devices do not answer. */
  hanging: Set<number>;
}

/**
 * Reads devices that have to answer (sensors, controllers) one after another. Once an attribute of one took too long its others are not
 * asked for: they would take as long. `hanging` has the indexes of those.
 */
export async function readInTurn<T, R>(
  readText: ReadText,
  items: readonly T[],
  readOne: (item: T, readText: ReadText) => Promise<R>,
): Promise<InTurn<R>> {
  const results: R[] = [];
  const hanging = new Set<number>();
  for (const [index, item] of items.entries()) {
    let failure: NotRead | undefined = hanging.size < maxHanging ? undefined : notAsked;
    results.push(
      await readOne(item, async (path, limitBytes) => {
        if (failure !== undefined) return failure;
        const reading = await readText(path, limitBytes);
        if (!reading.ok && reading.why === 'too-slow') {
          failure = reading;
          hanging.add(index);
        }
        return reading;
      }),
    );
  }
  return { results, hanging };
}

const notAsked: NotRead = notRead('too-slow', 'not asked, since other devices do not answer');
