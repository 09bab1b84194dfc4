import type { System } from './system.ts';

export interface Notify {
  /** We are there, and live from now on: without a sign of life within the unit's time systemd ends us, and starts another. */
  ready(): void;
  stop(): void;
}

export interface NotifyOptions {
  system: Pick<System, 'openDatagrams' | 'write' | 'close'>;
  /** `NOTIFY_SOCKET` and `WATCHDOG_USEC`, as systemd sets them; see sd_notify(3). Without the first nobody is told. */
  socket: string | undefined;
  watchdogUs: string | undefined;
  failed(error: Error): void;
}

/** Tells systemd that we are ready, and that we live: that the timer fires proves that nothing holds the event loop. */
export function openNotify({ system, socket, watchdogUs, failed }: NotifyOptions): Notify {
  if (socket === undefined) return { ready: () => {}, stop: () => {} };
  let timer: NodeJS.Timeout | undefined;
  const tell = (text: string): void => {
    try {
      const fd = system.openDatagrams(socket);
      try {
        system.write(fd, Buffer.from(text));
      } finally {
        system.close(fd);
      }
    } catch (error) {
      failed(error as Error);
    }
  };
  const everyMs = Number(watchdogUs) / 1000 / 4;
  return {
    ready() {
      tell('READY=1');
      if (everyMs > 0) timer = setInterval(() => tell('WATCHDOG=1'), everyMs);
    },
    stop() {
      clearInterval(timer);
      tell('STOPPING=1');
    },
  };
}
