import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { guestChannel } from '../../../../contract/index.ts';
import type { Clock } from '../../../engine/clock.ts';
import type { Log } from '../../../engine/log.ts';
import { AbuseLog } from '../abuse-log.ts';
import { ChannelSession, type GuestNews } from './channel-session.ts';
import { type ChannelLimits, channelLimits } from './limits.ts';

export interface GuestChannelOptions {
  clock: Clock;
  log: Log;
  app: FastifyInstance;
  news: GuestNews;
  limits?: ChannelLimits;
}

/** The way to the host for a guest without a network: a virtio-serial port, whose other end is a unix socket that libvirt makes. */
export class GuestChannel {
  readonly #options: GuestChannelOptions;
  readonly #limits: ChannelLimits;
  readonly #abuse: AbuseLog;
  #path: string | undefined;
  #failures = 0;
  #isBusy = false;
  #session: ChannelSession | undefined;
  #cancelTry = (): void => {};

  constructor(options: GuestChannelOptions) {
    const { clock, log, limits = channelLimits } = options;
    this.#options = options;
    this.#limits = limits;
    this.#abuse = new AbuseLog(clock, log, `Who calls on ${guestChannel}`);
  }

  /** Where the channel is; absent while the guest does not run. To be told as often as anybody likes: what has failed is tried again. */
  follow(path: string | undefined): void {
    if (path !== this.#path) {
      this.#session?.close();
      this.#path = path;
    }
    this.#failures = 0;
    this.#cancelTry();
    void this.#serve();
  }

  stop(): void {
    this.follow(undefined);
    this.#abuse.stop();
  }

  async #serve(): Promise<void> {
    const path = this.#path;
    if (path === undefined || this.#isBusy) return;
    this.#isBusy = true;
    const socket = await this.#connect(path);
    if (socket !== undefined && path === this.#path) {
      this.#session = new ChannelSession({
        ...this.#options,
        socket,
        limits: this.#limits,
        abuse: this.#abuse,
      });
      await this.#session.run();
      this.#session = undefined;
    } else socket?.destroy();
    this.#isBusy = false;
    this.#again(path);
  }

  /** The guest has another channel, or the same one again: QEMU may have let go of us. Where it does not answer any more, libvirt will tell. */
  #again(path: string): void {
    if (path !== this.#path) {
      void this.#serve();
      return;
    }
    this.#failures += 1;
    if (this.#failures > this.#limits.tries) return;
    const waitMs = this.#limits.tryMs * 2 ** (this.#failures - 1);
    this.#cancelTry = this.#options.clock.after(waitMs, () => void this.#serve());
  }

  async #connect(path: string): Promise<Socket | undefined> {
    const socket = connect({ path });
    try {
      await once(socket, 'connect');
      this.#options.log.debug(`The guest's channel is connected`, { path });
      return socket;
    } catch (error) {
      socket.destroy();
      this.#options.log.debug(`The guest's channel cannot be connected`, { path, error });
      return undefined;
    }
  }
}
