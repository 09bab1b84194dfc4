import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { ConnectionLost, ProtocolError } from '../errors.ts';
import { Reader } from '../xdr/reader.ts';
import { CallQueue } from './call-queue.ts';
import { encode, toProtocolError } from './encode.ts';
import { FrameSplitter } from './framing.ts';
import { type Header, MessageStatus, MessageType, parseHeader, renderHead } from './header.ts';
import { Keepalive, KeepaliveProcedure } from './keepalive.ts';
import { HEADER_SIZE } from './limits.ts';
import type { Procedure } from './procedure.ts';
import { PROGRAM_KEEPALIVE, PROGRAM_QEMU, PROGRAM_REMOTE, PROTOCOL_VERSION } from './programs.ts';
import { remoteError, toLibvirtError } from './remote-error.ts';
import { RpcStream } from './stream.ts';
import type { Ticket } from './ticket.ts';

/** Where a packet belongs. */
type Route = Pick<Procedure<unknown, unknown>, 'program' | 'number'>;

export interface CallOptions {
  /** Milliseconds until the caller gets CallTimeout; 0: never. Default: the connection's. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RpcOptions {
  readonly clock: Clock;
  readonly callTimeoutMs: number;
  readonly callsInFlight: number;
  /** An event. May throw XdrError for one that can't be read; nothing else. */
  readonly onMessage: (header: Header, body: Reader) => void;
  /** Called once, when the connection is over for any reason. */
  readonly onClose: (error: ConnectionLost) => void;
}

/** One connection that speaks libvirt's RPC. It never recovers: after an error of any kind it is over. */
export class RpcConnection {
  readonly #socket: Socket;
  readonly #options: RpcOptions;
  readonly #splitter = new FrameSplitter();
  readonly #calls: CallQueue;
  readonly #streams = new Map<number, { readonly stream: RpcStream; readonly procedure: string }>();
  readonly #pausedBy = new Set<number>();
  #keepalive: Keepalive | undefined;
  #lost: ConnectionLost | undefined;

  constructor(socket: Socket, options: RpcOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#calls = new CallQueue({
      clock: options.clock,
      limit: options.callsInFlight,
      transmit: (ticket) => this.#transmit(ticket),
    });
    socket.on('data', (chunk) => this.#onData(chunk));
    socket.on('error', (cause) =>
      this.close(new ConnectionLost(`the connection to libvirt broke: ${cause.message}`, { cause })),
    );
    socket.on('close', () => this.close(new ConnectionLost('libvirt closed the connection')));
  }

  /** Pings the server; only after it has agreed to (VIR_DRV_FEATURE_PROGRAM_KEEPALIVE). */
  startKeepalive(intervalMs: number, count: number): void {
    this.#keepalive = new Keepalive({
      intervalMs,
      count,
      clock: this.#options.clock,
      isPaused: () => this.#pausedBy.size > 0,
      ping: () => this.#sendKeepalive(KeepaliveProcedure.PING),
      dead: (ms) => this.close(new ConnectionLost(`libvirt has not answered for ${Math.round(ms)} ms`)),
    });
    this.#keepalive.start();
  }

  /** Throws InvalidArgument, LibvirtError, CallTimeout, CallAborted or ConnectionLost. */
  async call<A, R>(procedure: Procedure<A, R>, args: A, options: CallOptions = {}): Promise<R> {
    return await this.#add(procedure, args, options).answer;
  }

  /** A call whose success opens a stream. If its caller gives up and it succeeds later, the stream is aborted. */
  async openStream<A, R>(
    procedure: Procedure<A, R>,
    args: A,
    options: CallOptions = {},
  ): Promise<{ result: R; stream: RpcStream }> {
    const abort = (): void => this.#sendStream(procedure, ticket.serial, MessageStatus.ERROR);
    const ticket: Ticket<R> = this.#add(procedure, args, options, abort);
    const { serial } = ticket;
    const stream = new RpcStream({
      send: (status, payload, sent) => this.#sendStream(procedure, serial, status, payload, sent),
      pause: (on) => this.#pause(serial, on),
      forget: () => this.#streams.delete(serial),
    });
    this.#streams.set(serial, { stream, procedure: procedure.name });
    try {
      return { result: await ticket.answer, stream };
    } catch (error) {
      this.#streams.delete(serial);
      throw error;
    }
  }

  /** Ends everything that is under way with `error`. */
  close(error: ConnectionLost): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    this.#keepalive?.stop();
    this.#socket.destroy();
    this.#calls.failAll(error);
    for (const { stream } of [...this.#streams.values()]) stream.receiveFailure(error);
    this.#options.onClose(error);
  }

  #add<A, R>(
    procedure: Procedure<A, R>,
    args: A,
    options: CallOptions,
    onLateSuccess?: () => void,
  ): Ticket<R> {
    if (this.#lost !== undefined) throw this.#lost;
    return this.#calls.add({
      program: procedure.program,
      procedure: procedure.number,
      name: procedure.name,
      payload: encode(procedure, args),
      decode: (reader) => procedure.result.get(reader),
      timeoutMs: options.timeoutMs ?? this.#options.callTimeoutMs,
      signal: options.signal,
      ...(onLateSuccess === undefined ? {} : { onLateSuccess }),
    });
  }

  #onData(chunk: Buffer): void {
    this.#keepalive?.heard();
    try {
      for (const packet of this.#splitter.push(chunk)) {
        if (this.#lost !== undefined) return;
        this.#onPacket(parseHeader(packet), packet.subarray(HEADER_SIZE));
      }
    } catch (cause) {
      this.close(cause instanceof ProtocolError ? cause : toProtocolError(cause));
    }
  }

  #onPacket(header: Header, body: Buffer): void {
    const { program, version, type, procedure } = header;
    if (version !== PROTOCOL_VERSION)
      throw new ProtocolError(`the server speaks version ${version} of the protocol`);
    if (program === PROGRAM_KEEPALIVE) {
      if (procedure === KeepaliveProcedure.PING) this.#sendKeepalive(KeepaliveProcedure.PONG);
    } else if (program !== PROGRAM_REMOTE && program !== PROGRAM_QEMU) {
      throw new ProtocolError(`the server sends a packet of the unknown program ${program}`);
    } else if (type === MessageType.REPLY) this.#onReply(header, new Reader(body));
    else if (type === MessageType.MESSAGE) this.#options.onMessage(header, new Reader(body));
    else if (type === MessageType.STREAM) this.#onStream(header, body);
    else throw new ProtocolError(`the server sends a packet of the unknown type ${type}`);
  }

  #onReply({ program, procedure, serial, status }: Header, reader: Reader): void {
    const ticket = this.#calls.find(serial);
    const { request } = ticket;
    if (program !== request.program || procedure !== request.procedure)
      throw new ProtocolError(
        `the server answers ${request.name} with procedure ${procedure} of program ${program}`,
      );
    if (status === MessageStatus.OK) {
      const value = request.decode(reader);
      reader.end();
      ticket.succeed(value);
    } else ticket.fail(toLibvirtError(remoteError.get(reader), request.name));
    this.#calls.done(ticket);
  }

  #onStream({ serial, status }: Header, body: Buffer): void {
    if (!this.#calls.isKnown(serial))
      throw new ProtocolError(`the server streams for call ${serial}, which nobody made`);
    const known = this.#streams.get(serial);
    if (known === undefined) return;
    const { procedure, stream } = known;
    if (status === MessageStatus.CONTINUE) stream.receive(body);
    else if (status === MessageStatus.OK) stream.receiveEnd();
    else stream.receiveFailure(toLibvirtError(remoteError.get(new Reader(body)), procedure));
  }

  #pause(serial: number, on: boolean): void {
    if (on) this.#pausedBy.add(serial);
    else this.#pausedBy.delete(serial);
    if (this.#pausedBy.size > 0) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  #transmit({ request, serial }: Ticket<unknown>): void {
    const { program, procedure, payload } = request;
    this.#send({ program, procedure, type: MessageType.CALL, serial, status: MessageStatus.OK }, payload);
  }

  #sendKeepalive(procedure: number): void {
    this.#send({
      program: PROGRAM_KEEPALIVE,
      procedure,
      type: MessageType.MESSAGE,
      serial: 0,
      status: MessageStatus.OK,
    });
  }

  #sendStream(to: Route, serial: number, status: number, payload?: Uint8Array, sent?: () => void): void {
    this.#send(
      { program: to.program, procedure: to.number, type: MessageType.STREAM, serial, status },
      payload,
      sent,
    );
  }

  #send(
    header: Omit<Header, 'version'>,
    payload: Uint8Array = Buffer.alloc(0),
    sent: () => void = () => {},
  ): void {
    if (this.#lost !== undefined) return;
    this.#socket.write(Buffer.concat([renderHead(header, payload.length), payload]), sent);
  }
}
