import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ControlMessage, Told } from './model.ts';
import { parseMessage } from './parse-message.ts';

export interface ControlServerOptions {
  /** Of the socket; whoever may open it is in charge. */
  path: string;
  onMessage(message: ControlMessage): void;
  failed(error: Error): void;
}

const maxLineBytes = 64 * 1024;
const maxClients = 4;
/** Whoever does not read what he is told is let go. */
const maxUnreadBytes = 256 * 1024;

/** Where whoever is in charge tells us what he wants, and hears what is so: a line of JSON each. */
export class ControlServer {
  readonly #options: ControlServerOptions;
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  #told = '';

  constructor(options: ControlServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Takes the place of a socket that a program which was killed has left. Rejects where it cannot listen. */
  async start(): Promise<void> {
    const { path } = this.#options;
    rmSync(path, { force: true });
    this.#server.listen(path);
    await once(this.#server, 'listening');
    this.#server.on('error', this.#options.failed);
  }

  /** Tells it to all, and to whoever comes later; what has not changed is not told again. */
  tell(told: Told): void {
    const text = `${JSON.stringify(told)}\n`;
    if (text === this.#told) return;
    this.#told = text;
    for (const socket of this.#clients) this.#write(socket, text);
  }

  stop(): void {
    for (const socket of this.#clients) socket.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    if (this.#clients.size >= maxClients) {
      socket.destroy();
      return;
    }
    this.#clients.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#clients.delete(socket));
    let pending = 0;
    socket.on('data', (bytes: Buffer) => {
      const end = bytes.lastIndexOf(0x0a);
      pending = end < 0 ? pending + bytes.length : bytes.length - end - 1;
      if (pending > maxLineBytes) socket.destroy();
    });
    createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      const message = parseMessage(line);
      if (message !== undefined) this.#options.onMessage(message);
    });
    if (this.#told !== '') this.#write(socket, this.#told);
  }

  #write(socket: Socket, text: string): void {
    if (socket.writableLength > maxUnreadBytes) socket.destroy();
    else socket.write(text);
  }
}
