import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type GuestEvents, plainText } from '../../../../contract/index.ts';
import type { Clock } from '../../../engine/clock.ts';
import { type Line, readLines } from '../../../engine/read-lines.ts';
import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { AbuseLog } from '../abuse-log.ts';
import type { ChannelLimits } from './limits.ts';
import { type ChannelCall, parseRequest, type Subscription } from './parse-request.ts';
import { renderAnswer, renderEvents, renderRefusal } from './render-line.ts';

/** What the host tells the guest. */
export interface GuestNews {
  /** What has been told since, and is kept. */
  since(after: string | undefined): GuestEvents;
  /** Calls when there is more; the returned function ends it. */
  watch(onMore: () => void): () => void;
}

export interface ChannelSessionOptions {
  clock: Clock;
  socket: Socket;
  /** The calls that the guest may make. */
  app: FastifyInstance;
  news: GuestNews;
  limits: ChannelLimits;
  abuse: AbuseLog;
}

/**
 * One connection to the guest's channel. Its other end is hostile, and has nobody to compete with: what goes beyond a limit is not refused but
 * read later, so that the guest waits for us and nothing is kept for it.
 */
export class ChannelSession {
  readonly #options: ChannelSessionOptions;
  readonly #calls: TokenBucket;
  readonly #bytes: TokenBucket;
  #answering = 0;
  #cursor: string | undefined;
  #isTelling = false;
  #leave = (): void => {};
  /** What goes on when something ends: an answer is given, the guest has read, or the connection is over. */
  readonly #wakers = new Set<() => void>();

  constructor(options: ChannelSessionOptions) {
    const { clock, limits } = options;
    const nowMs = (): number => clock.now().getTime();
    this.#options = options;
    this.#calls = new TokenBucket(limits.calls, nowMs);
    this.#bytes = new TokenBucket(limits.bytes, nowMs);
  }

  /** Answers until the connection ends, for whatever reason. */
  async run(): Promise<void> {
    const { socket, limits, abuse } = this.#options;
    for (const event of ['close', 'drain'] as const) socket.on(event, () => this.#wake());
    // `close` comes after it.
    socket.on('error', () => {});
    try {
      for await (const line of readLines(this.#chunks(), limits.lineBytes)) {
        await this.#until(() => this.#hasRoom() && this.#answering < limits.callsAtOnce);
        await this.#take(this.#calls, 1, () => abuse.note('too-many-calls'));
        this.#onLine(line);
      }
    } catch {
      // A connection that breaks is over like any other.
    } finally {
      this.#leave();
      socket.destroy();
      this.#wake();
    }
  }

  close(): void {
    this.#options.socket.destroy();
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const { socket, limits } = this.#options;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      // Many small pieces are work as well.
      await this.#take(this.#bytes, Math.max(chunk.length, limits.chunkBytes), () => {});
      yield chunk;
    }
  }

  #onLine(line: Line): void {
    const { limits, abuse } = this.#options;
    if (line === 'too-long') {
      abuse.note('too-large');
      this.#write(renderRefusal(null, 413, 'request.too-large', `A line may have ${limits.lineBytes} bytes`));
      return;
    }
    const request = parseRequest(line, limits.depth);
    if (request?.kind === 'call') void this.#answer(request.call);
    if (request?.kind === 'subscription') this.#subscribe(request.subscription);
    if (request?.kind !== 'unreadable') return;
    abuse.note('not-http');
    this.#write(renderRefusal(request.id, 400, 'request.unreadable', plainText(request.message)));
  }

  async #answer({ id, method, path, body }: ChannelCall): Promise<void> {
    this.#answering += 1;
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' } };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    try {
      const answer = await this.#options.app.inject({ method, url: path, ...json, ...payload });
      this.#write(renderAnswer(id, answer.statusCode, answer.payload));
    } catch {
      this.#write(renderRefusal(id, 400, 'request.unreadable', 'The request is no call'));
    } finally {
      this.#answering -= 1;
      this.#wake();
    }
  }

  #subscribe({ id, subscribe, after }: Subscription): void {
    const { news } = this.#options;
    this.#leave();
    this.#leave = (): void => {};
    const now = news.since(after);
    this.#cursor = now.cursor;
    if (subscribe) this.#leave = news.watch(() => void this.#tell());
    const body = subscribe ? now : {};
    this.#write(renderAnswer(id ?? null, 200, JSON.stringify(body)));
  }

  /** Tells what is new as fast as the guest reads. What it does not read in time is missed, which the next line says. */
  async #tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (;;) {
      await this.#until(() => this.#hasRoom());
      const news = this.#options.news.since(this.#cursor);
      if (this.#isOver || (news.events.length === 0 && !news.missed)) break;
      this.#cursor = news.cursor;
      this.#write(renderEvents(news));
    }
    this.#isTelling = false;
  }

  get #isOver(): boolean {
    return this.#options.socket.destroyed;
  }

  #hasRoom(): boolean {
    const { socket, limits, abuse } = this.#options;
    if (socket.writableLength <= limits.unreadBytes) return true;
    if (!this.#isOver) abuse.note('not-read');
    return false;
  }

  #write(line: string): void {
    if (!this.#isOver) this.#options.socket.write(line);
  }

  async #take(bucket: TokenBucket, count: number, onWait: () => void): Promise<void> {
    for (;;) {
      const waitMs = this.#isOver ? 0 : bucket.take(count);
      if (waitMs === 0) return;
      onWait();
      let isTime = false;
      const cancel = this.#options.clock.after(waitMs, () => {
        isTime = true;
        this.#wake();
      });
      await this.#until(() => isTime);
      cancel();
    }
  }

  /** Waits until it is so, or the connection is over. */
  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.#isOver) {
      await new Promise<void>((resolve) => this.#wakers.add(resolve));
    }
  }

  #wake(): void {
    for (const wake of this.#wakers) {
      this.#wakers.delete(wake);
      wake();
    }
  }
}
