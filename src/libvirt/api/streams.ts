import type { Duplex } from 'node:stream';
import { streamProcedures as P } from '../procedures/streams.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';
import { readAll } from './read-all.ts';

/** An 8K screen as an uncompressed pixmap has 100 MB. */
const SCREENSHOT_MAX = 256 * 1024 * 1024;

/** What screenshot() gives: `image/x-portable-pixmap` or `image/png`, whatever QEMU makes. */
export interface Screenshot {
  readonly mime: string;
  readonly data: Buffer;
}

/**
 * Data streams. One that nobody reads stops its whole connection (libvirt has no flow control of its own): give each
 * console a connection of its own.
 */
export function withStreams<B extends CallsClass>(Base: B) {
  abstract class Streams extends Base {
    /**
     * A picture of a screen. `signal` also ends the transfer; `timeoutMs` is for its start. A RangeError for more than `maxBytes`.
     * virDomainScreenshot.
     */
    async screenshot(
      dom: Domain,
      screen = 0,
      options?: CallOptions & { maxBytes?: number },
    ): Promise<Screenshot> {
      const { result, stream } = await this.openStream(P.screenshot, { dom, screen, flags: 0 }, options);
      const data = await readAll(stream, options?.maxBytes ?? SCREENSHOT_MAX, options?.signal);
      return { mime: result.mime ?? 'application/octet-stream', data };
    }

    /** A serial or virtio console by alias (`serial0`), or the first; ConsoleFlags. virDomainOpenConsole. */
    async openConsole(dom: Domain, device?: string, flags = 0, options?: CallOptions): Promise<Duplex> {
      return (await this.openStream(P.openConsole, { dom, device, flags }, options)).stream;
    }

    /** A virtio-serial channel by its target's name; ChannelFlags. virDomainOpenChannel. */
    async openChannel(dom: Domain, name?: string, flags = 0, options?: CallOptions): Promise<Duplex> {
      return (await this.openStream(P.openChannel, { dom, name, flags }, options)).stream;
    }
  }
  return Streams;
}
