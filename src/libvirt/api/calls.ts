import type { Duplex } from 'node:stream';
import type { CallOptions } from '../rpc/connection.ts';
import type { Procedure } from '../rpc/procedure.ts';

/** What the themed methods are built on. */
export interface Calls {
  /** Calls any procedure: the way to one that has no method yet. */
  call<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions): Promise<R>;
  /** Calls a procedure whose success opens a stream. */
  openStream<A, R>(
    procedure: Procedure<A, R>,
    args: A,
    options?: CallOptions,
  ): Promise<{ result: R; stream: Duplex }>;
}

/** A class that can be extended with methods that need calls. */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript demands exactly this of a mixin's base
export type CallsClass = abstract new (...args: any[]) => Calls;
