import { execa } from 'execa';

/** What systemd is told; see sd_notify(3). */
export type Notification = 'READY=1' | 'WATCHDOG=1' | 'STOPPING=1' | `STATUS=${string}`;

/** Tells systemd something. Never throws: a notification that can't be sent is reported by `onFailure`. */
export type Notify = (...notifications: Notification[]) => Promise<void>;

/**
 * Notifications by the program `systemd-notify`, since Node has no datagram sockets of the unix kind; the unit needs `NotifyAccess=all`.
 * Without a `socket` (not started by systemd) nothing is sent.
 */
export function systemdNotify(socket: string | undefined, onFailure: (error: unknown) => void): Notify {
  if (socket === undefined) return async () => {};
  return async (...notifications) => {
    try {
      await execa('systemd-notify', notifications, {
        extendEnv: false,
        env: { PATH: '/usr/bin:/bin', NOTIFY_SOCKET: socket },
        // Its outputs are of no use, and pipes for them would be the dearest part of a ping.
        stdio: 'ignore',
        buffer: false,
        timeout: 5000,
      });
    } catch (error) {
      onFailure(error);
    }
  };
}
