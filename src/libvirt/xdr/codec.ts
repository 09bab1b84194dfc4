import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** How one type travels: both directions, so that a structure is written down once. */
export interface Codec<T> {
  put(writer: Writer, value: T): void;
  get(reader: Reader): T;
}

/** The type that a codec carries. */
export type Of<C> = C extends Codec<infer T> ? T : never;
