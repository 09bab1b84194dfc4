import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Calls } from './api/calls.ts';
import { SafeEmitter } from './emitter.ts';
import type { ConnectionLost } from './errors.ts';
import { type DomainEvent, parseEvent } from './events.ts';
import { type CallOptions, RpcConnection, type RpcOptions } from './rpc/connection.ts';
import type { Procedure } from './rpc/procedure.ts';

export type ClientEvents = {
  /** Something happened to a domain; only what was subscribed to. */
  event: [DomainEvent];
  /** The connection is over, by close() or by a failure; comes once. */
  close: [ConnectionLost];
};

export type ClientBaseOptions = Omit<RpcOptions, 'onMessage' | 'onClose'>;

/** A connection that can call and hears events; the themed methods come on top. */
export abstract class ClientBase extends SafeEmitter<ClientEvents> implements Calls {
  readonly #rpc: RpcConnection;
  #lost: ConnectionLost | undefined;

  constructor(socket: Socket, options: ClientBaseOptions) {
    super();
    this.#rpc = new RpcConnection(socket, {
      ...options,
      onMessage: (header, body) => {
        const event = parseEvent(header, body);
        if (event !== undefined) this.dispatch('event', event);
      },
      onClose: (error) => {
        this.#lost = error;
        this.dispatch('close', error);
      },
    });
  }

  /** Why the connection is over; undefined while it isn't. */
  get lost(): ConnectionLost | undefined {
    return this.#lost;
  }

  call<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions): Promise<R> {
    return this.#rpc.call(procedure, args, options);
  }

  openStream<A, R>(
    procedure: Procedure<A, R>,
    args: A,
    options?: CallOptions,
  ): Promise<{ result: R; stream: Duplex }> {
    return this.#rpc.openStream(procedure, args, options);
  }

  protected startKeepalive(intervalMs: number, count: number): void {
    this.#rpc.startKeepalive(intervalMs, count);
  }

  protected disconnect(reason: ConnectionLost): void {
    this.#rpc.close(reason);
  }
}
