import type { Clock } from './clock.ts';

export interface OpenOptions {
  /** What the server is to drive; default `qemu:///system`. It is not where the server is: that is `socket`. */
  readonly uri?: string;
  /** Path of the server's unix socket; default: libvirtd's or virtqemud's under /run/libvirt. */
  readonly socket?: string;
  /** Default time-out of every call, and of connecting; 0: none. Default 30,000. */
  readonly callTimeoutMs?: number;
  /** Silence after which the server is pinged; 0: no keepalive. Default 5,000, as libvirt's own clients. */
  readonly keepaliveIntervalMs?: number;
  /** Pings without an answer before the connection is given up. Default 5. */
  readonly keepaliveCount?: number;
  /** Calls under way at once; more wait here rather than there. Default 4, right for libvirtd's own default. */
  readonly callsInFlight?: number;
  /** Gives up opening; has no effect on an open connection. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}
