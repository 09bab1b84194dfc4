import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { type AgentFrame, AgentFrames } from './agent-frames.ts';
import { LabError, LabTimeout } from './errors.ts';
import { connectSocket } from './unix-socket.ts';

export type RunHandlers = {
  onOutput: (stream: 'stdout' | 'stderr', bytes: Buffer) => void;
};

type Running = RunHandlers & { resolve: (code: number) => void; reject: (error: Error) => void };

/** One connection to the agent in the box. Commands on it run side by side. */
export class AgentConnection {
  readonly #socket: Socket;
  readonly #running = new Map<string, Running>();
  #error: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * Connects and waits until the agent answers: until systemd has started it after a boot, and until another driver has
   * let go of the socket, `timeoutMs` at most.
   */
  static async connect(path: string, timeoutMs: number): Promise<AgentConnection> {
    const socket = await connectSocket(path);
    const connection = new AgentConnection(socket);
    const token = randomBytes(8).toString('hex');
    const frames = new AgentFrames(token);
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          const hint = 'the box may still be booting, or another driver may be running a command';
          reject(
            new LabTimeout(`the root shell does not answer after ${Math.round(timeoutMs / 1000)} s`, {
              hint,
            }),
          );
        }, timeoutMs);
        const fail = (error: Error) => {
          clearTimeout(timer);
          connection.#fail(error);
          reject(error);
        };
        socket.once('close', () =>
          fail(new LabError('not-running', 'the root shell is gone: the box is off')),
        );
        socket.on('data', (bytes) => {
          try {
            for (const frame of frames.push(bytes)) {
              if (frame.kind === 'hello') {
                clearTimeout(timer);
                resolve();
              } else connection.#receive(frame);
            }
          } catch (error) {
            fail(error as Error);
            socket.destroy();
          }
        });
        socket.write(`hello ${token}\n`);
      });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return connection;
  }

  get closed(): boolean {
    return this.#error !== undefined;
  }

  /** Has something done as root; resolves to its exit code (128 + signal when killed). An abort kills it. */
  run(toRequest: (id: string) => Uint8Array, handlers: RunHandlers, signal?: AbortSignal): Promise<number> {
    if (this.#error !== undefined) return Promise.reject(this.#error);
    const id = randomBytes(6).toString('hex');
    return new Promise<number>((resolve, reject) => {
      const onAbort = () => {
        this.#running.delete(id);
        this.#socket.write(`kill ${id}\n`);
        reject(signal?.reason);
      };
      const done = <V>(then: (value: V) => void) => {
        return (value: V) => {
          signal?.removeEventListener('abort', onAbort);
          then(value);
        };
      };
      this.#running.set(id, { ...handlers, resolve: done(resolve), reject: done(reject) });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#socket.write(toRequest(id));
    });
  }

  close(): void {
    this.#socket.destroy();
    this.#fail(new LabError('closed', 'the root shell is closed'));
  }

  #receive(frame: Exclude<AgentFrame, { kind: 'hello' }>): void {
    const running = this.#running.get(frame.id);
    if (running === undefined) return;
    if (frame.kind === 'x') {
      this.#running.delete(frame.id);
      running.resolve(frame.code);
    } else running.onOutput(frame.kind === 'o' ? 'stdout' : 'stderr', frame.bytes);
  }

  #fail(error: Error): void {
    this.#error ??= error;
    for (const running of this.#running.values()) running.reject(error);
    this.#running.clear();
  }
}
