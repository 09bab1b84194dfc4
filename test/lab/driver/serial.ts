import { once } from 'node:events';
import type { Socket } from 'node:net';
import { toTerminalBytes } from './keys.ts';
import { ScreenModel } from './screen-model.ts';
import { connectSocket } from './unix-socket.ts';
import { waitFor } from './wait.ts';

/** A terminal at one of the box's serial lines. It connects at the first use and keeps the screen from then on. */
export class SerialSeat {
  readonly #path: string;
  readonly #size: { columns: number; rows: number };
  #open: Promise<{ socket: Socket; screen: ScreenModel }> | undefined;
  #received: Buffer[] = [];

  constructor(path: string, size = { columns: 80, rows: 24 }) {
    this.#path = path;
    this.#size = size;
  }

  /** Plugs the terminal in. Bytes of before are lost, as on a real line. */
  async connect(): Promise<void> {
    await this.#connected();
  }

  /** What is on the terminal's screen now. */
  async text(): Promise<string> {
    return (await this.#connected()).screen.text();
  }

  /** Everything that came in since the connection, control sequences included. */
  raw(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Waits until the screen shows something, and returns the screen. */
  async waitForText(what: string | RegExp, timeoutMs = 180_000): Promise<string> {
    let text = '';
    return waitFor(
      async () => {
        text = await this.text();
        return (typeof what === 'string' ? text.includes(what) : what.test(text)) && text;
      },
      { what: `${what} on the serial line`, timeoutMs, intervalMs: 100, instead: () => text },
    );
  }

  /** Sends text as it is. */
  async type(text: string): Promise<void> {
    const { socket } = await this.#connected();
    socket.write(text);
  }

  /** Sends a key or a combination, for example `Enter`, `F2`, `ctrl-l`, `Up`. */
  async key(name: string): Promise<void> {
    await this.type(toTerminalBytes(name));
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const { socket, screen } = await open;
    if (!socket.destroyed) {
      socket.destroy();
      await once(socket, 'close');
    }
    screen.dispose();
  }

  async #connected(): Promise<{ socket: Socket; screen: ScreenModel }> {
    const open = await this.#open;
    if (open !== undefined && !open.socket.destroyed) return open;
    this.#received = [];
    this.#open = this.#plugIn();
    return this.#open;
  }

  async #plugIn(): Promise<{ socket: Socket; screen: ScreenModel }> {
    const socket = await connectSocket(this.#path);
    const screen = new ScreenModel({ ...this.#size, onReply: (bytes) => socket.write(bytes) });
    socket.on('data', (bytes) => {
      this.#received.push(bytes);
      void screen.write(bytes);
    });
    return { socket, screen };
  }
}
