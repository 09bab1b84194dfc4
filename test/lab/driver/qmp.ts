import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { LabError, LabTimeout } from './errors.ts';
import { connectSocket } from './unix-socket.ts';

export type QmpEvent = {
  event: string;
  data: Record<string, unknown>;
  timestamp: { seconds: number; microseconds: number };
};

type Message =
  | { QMP: unknown }
  | { return: unknown; id: number }
  | { error: { class: string; desc: string }; id?: number }
  | QmpEvent;

type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void; command: string };

const answerMs = 60_000;

/** A client of QEMU's machine protocol: commands with time limits, events that can be waited for. */
export class Qmp {
  readonly #socket: Socket;
  readonly #events = new EventEmitter<{ event: [QmpEvent]; close: [] }>();
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.once('close', () => this.#end());
  }

  /** Connects and negotiates. Another client on the same socket keeps this one waiting; after `timeoutMs` that is an error. */
  static async connect(path: string, timeoutMs = 20_000): Promise<Qmp> {
    const qmp = new Qmp(await connectSocket(path));
    try {
      await qmp.#greeting(path, timeoutMs);
      await qmp.run('qmp_capabilities', {}, timeoutMs);
      return qmp;
    } catch (error) {
      qmp.close();
      throw error;
    }
  }

  #greeting(path: string, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new LabTimeout(`${path} gives no greeting`, { hint: 'another program may hold this socket' }),
          ),
        timeoutMs,
      );
      this.#events.once('close', () => reject(new LabError('not-running', `${path} closed the connection`)));
      createInterface({ input: this.#socket, terminal: false }).on('line', (line) => {
        const message = JSON.parse(line) as Message;
        if ('QMP' in message) {
          clearTimeout(timer);
          resolve();
        } else this.#receive(message);
      });
    });
  }

  /** Runs a command and returns what QEMU returns. Throws a LabError with QEMU's words when it refuses. */
  run<T = unknown>(command: string, args: Record<string, unknown> = {}, timeoutMs = answerMs): Promise<T> {
    if (this.#closed) return Promise.reject(gone(command));
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new LabTimeout(`QEMU does not answer ${command}`));
      }, timeoutMs);
      const settle =
        <V>(then: (value: V) => void) =>
        (value: V) => {
          clearTimeout(timer);
          then(value);
        };
      this.#pending.set(id, {
        resolve: settle((value) => resolve(value as T)),
        reject: settle(reject),
        command,
      });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  /** The answer of a command of QEMU's monitor for people, for example `info registers -a`. */
  monitor(line: string, timeoutMs = answerMs): Promise<string> {
    return this.run<string>('human-monitor-command', { 'command-line': line }, timeoutMs);
  }

  /** Starts to wait for the first event from now on that fits. Ask before causing it. */
  waitForEvent(
    fits: (event: QmpEvent) => boolean,
    { what, timeoutMs }: { what: string; timeoutMs: number },
  ): Promise<QmpEvent> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#events.off('event', onEvent);
        this.#events.off('close', onClose);
      };
      const onEvent = (event: QmpEvent) => {
        if (!fits(event)) return;
        done();
        resolve(event);
      };
      const onClose = () => {
        done();
        reject(gone(what));
      };
      const timer = setTimeout(() => {
        done();
        reject(new LabTimeout(`waited ${Math.round(timeoutMs / 1000)} s for ${what}`));
      }, timeoutMs);
      this.#events.on('event', onEvent);
      this.#events.on('close', onClose);
    });
  }

  /** Calls back for every event until the returned function is called. */
  onEvent(listener: (event: QmpEvent) => void): () => void {
    this.#events.on('event', listener);
    return () => this.#events.off('event', listener);
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#socket.destroy();
    this.#end();
  }

  #receive(message: Message): void {
    if ('event' in message) {
      this.#events.emit('event', message);
      return;
    }
    if (!('id' in message) || message.id === undefined) return;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if ('error' in message)
      pending?.reject(new LabError('qmp', `QEMU refuses ${pending.command}: ${message.error.desc}`));
    else if ('return' in message) pending?.resolve(message.return);
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { reject, command } of this.#pending.values()) reject(gone(command));
    this.#pending.clear();
    this.#events.emit('close');
  }
}

function gone(what: string): LabError {
  return new LabError('not-running', `QEMU is gone before ${what}`);
}
