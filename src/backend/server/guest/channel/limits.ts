import type { Rate } from '../../../engine/token-bucket.ts';

/** What one guest may take of the backend by its channel: some 200 KiB of memory, and little time. */
export interface ChannelLimits {
  /** A line, without its end. */
  lineBytes: number;
  /** How deep its JSON may be nested. */
  depth: number;
  /** Lines that are answered; more are read later, so that the guest waits. */
  calls: Rate;
  /** What is read, whatever it is. */
  bytes: Rate;
  /** What is read at a time counts as so much at least. */
  chunkBytes: number;
  /** Calls that are being answered at a time. */
  callsAtOnce: number;
  /** What waits to be read by the guest, before nothing more is read or told. */
  unreadBytes: number;
  /** How often a connection that breaks is made anew without a word of libvirt, and how long the first of these waits. */
  tries: number;
  tryMs: number;
}

export const channelLimits: ChannelLimits = {
  lineBytes: 8192,
  depth: 16,
  calls: { perSecond: 10, burst: 40 },
  bytes: { perSecond: 128 * 1024, burst: 512 * 1024 },
  chunkBytes: 256,
  callsAtOnce: 4,
  unreadBytes: 64 * 1024,
  tries: 5,
  tryMs: 500,
};
