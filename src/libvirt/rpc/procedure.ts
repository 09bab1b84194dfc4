import type { Codec, Of } from '../xdr/codec.ts';
import { type ObjectOf, type Shape, struct } from '../xdr/composite.ts';

/** One procedure of one program: its number, libvirt's public name for it, and how arguments and result travel. */
export interface Procedure<A, R> {
  readonly program: number;
  readonly number: number;
  /** The function of libvirt's C API that this is, for messages. */
  readonly name: string;
  readonly args: Codec<A>;
  readonly result: Codec<R>;
}

export type ArgsOf<P> = P extends Procedure<infer A, infer _R> ? A : never;
export type ResultOf<P> = P extends Procedure<infer _A, infer R> ? Of<Codec<R>> : never;

/** Makes the procedures of one program out of shapes. A result without fields is `{}`. */
export const proceduresOf =
  (program: number) =>
  <A extends Shape, R extends Shape>(
    number: number,
    name: string,
    args: A,
    result: R = {} as R,
  ): Procedure<ObjectOf<A>, ObjectOf<R>> => ({
    program,
    number,
    name,
    args: struct(args),
    result: struct(result),
  });
