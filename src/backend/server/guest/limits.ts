import type { Rate } from '../../engine/token-bucket.ts';

/** What one guest may take of the backend. All of it together is some 100 KiB of memory, and little time: consoles do not notice. */
export interface GuestLimits {
  connections: number;
  /** Of all connections together. */
  calls: Rate;
  callsPerConnection: number;
  headerBytes: number;
  headerLines: number;
  bodyBytes: number;
  /** From the first byte of a request to its last; for the header alone as well. */
  requestMs: number;
  /** Without a call in between. */
  keepAliveMs: number;
  /** Without a byte in either direction, which ends also what is never taken from us. */
  idleMs: number;
  /** How often what takes too long is looked for. */
  checkMs: number;
}

export const guestLimits: GuestLimits = {
  connections: 8,
  calls: { perSecond: 10, burst: 40 },
  callsPerConnection: 100,
  headerBytes: 4096,
  headerLines: 32,
  bodyBytes: 4096,
  requestMs: 5000,
  keepAliveMs: 15_000,
  idleMs: 20_000,
  checkMs: 2000,
};
