import { withConnect } from './api/connect.ts';
import { withDefine } from './api/define.ts';
import { withDevices } from './api/devices.ts';
import { EventClient } from './api/events.ts';
import { withGuest } from './api/guest.ts';
import { withJobs } from './api/jobs.ts';
import { withPower } from './api/power.ts';
import { withSnapshots } from './api/snapshots.ts';
import { withStats } from './api/stats.ts';
import { withStreams } from './api/streams.ts';
import { systemClock } from './clock.ts';
import { ConnectionLost } from './errors.ts';
import { shakeHands } from './handshake.ts';
import type { OpenOptions } from './options.ts';
import { connectProcedures } from './procedures/connect.ts';
import { connectSocket } from './rpc/connect.ts';
import { CALLS_IN_FLIGHT } from './rpc/limits.ts';
import { findSocket } from './socket-path.ts';

const CALL_TIMEOUT_MS = 30_000;
/** libvirt's own defaults. */
const KEEPALIVE_INTERVAL_MS = 5_000;
const KEEPALIVE_COUNT = 5;
/** How long close() waits for the server's goodbye. */
const CLOSE_TIMEOUT_MS = 1_000;

const Base = withConnect(withDefine(withPower(withDevices(EventClient))));
const Methods = withGuest(withJobs(withSnapshots(withStats(withStreams(Base)))));

/**
 * One connection to libvirtd (or virtqemud). It never recovers: once `close` was emitted, every call rejects with
 * ConnectionLost. See LibvirtSession for one that comes back.
 *
 * Every method takes CallOptions as its last argument and rejects with LibvirtError (libvirt refused), InvalidArgument
 * (nothing was sent), CallTimeout, CallAborted or ConnectionLost (it may have taken effect).
 */
export class Libvirt extends Methods {
  /** Connects, authenticates and opens `uri`. Rejects like a call does. */
  static async open(options: OpenOptions = {}): Promise<Libvirt> {
    const { clock = systemClock, callTimeoutMs = CALL_TIMEOUT_MS, signal, uri = 'qemu:///system' } = options;
    const path = options.socket ?? (await findSocket());
    const socket = await connectSocket(path, { clock, timeoutMs: callTimeoutMs, signal });
    const client = new Libvirt(socket, {
      clock,
      callTimeoutMs,
      callsInFlight: options.callsInFlight ?? CALLS_IN_FLIGHT,
    });
    try {
      const { canKeepalive } = await shakeHands(client, uri, { signal });
      const intervalMs = options.keepaliveIntervalMs ?? KEEPALIVE_INTERVAL_MS;
      if (canKeepalive && intervalMs > 0)
        client.startKeepalive(intervalMs, options.keepaliveCount ?? KEEPALIVE_COUNT);
      return client;
    } catch (error) {
      client.disconnect(
        new ConnectionLost('the connection is closed since it could not be opened', { cause: error }),
      );
      throw error;
    }
  }

  /** Says goodbye and disconnects; calls that are under way reject with ConnectionLost. Never rejects. */
  async close(): Promise<void> {
    if (this.lost === undefined)
      await this.call(connectProcedures.close, {}, { timeoutMs: CLOSE_TIMEOUT_MS }).catch(() => {});
    this.disconnect(new ConnectionLost('the connection is closed by this side'));
  }
}
