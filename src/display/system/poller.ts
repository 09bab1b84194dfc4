import type { PollEvent, System } from './system.ts';

/** One wait for all descriptors of the program. */
export interface Poller {
  /**
   * Calls `ready` whenever the descriptor has something, which `ready` must take: the next wait ends at once where it doesn't.
   * The answer stops it.
   */
  watch(fd: number, event: PollEvent, ready: () => void): () => void;
  /** Closes a descriptor that is not watched any more, once no wait looks at it: its number may be another file's at once. */
  close(fd: number): void;
  /** Ends the wait, and closes what `close` was asked for. */
  stop(): Promise<void>;
}

interface Watch {
  fd: number;
  event: PollEvent;
  ready: () => void;
}

/**
 * Waits for many descriptors in one thread. Reads that block would take Node's few threads away, and what is opened or closed during a
 * wait ends it by an eventfd.
 *
 * @param onFailure what `ready` or the kernel has thrown: the other descriptors are served on.
 */
export function createPoller(system: System, onFailure: (error: unknown) => void): Poller {
  const signal = system.openSignal();
  const taken = Buffer.alloc(8);
  let watches: Watch[] = [];
  let closing: number[] = [];
  let stopped = false;
  let waiting = false;
  // Node waits for its threads when it exits, whoever has it exit.
  process.once('exit', wake);
  const running = run();

  async function run(): Promise<void> {
    while (!stopped) {
      for (const fd of closing.splice(0)) system.close(fd);
      const current = [...watches];
      waiting = true;
      const ready = await system.poll([{ fd: signal, event: 'read' }, ...current]);
      waiting = false;
      for (const index of ready) {
        const watch = current[index - 1];
        if (watch === undefined) system.read(signal, taken);
        else if (watches.includes(watch)) guard(watch.ready);
      }
    }
    for (const fd of closing) system.close(fd);
    closing = [];
    system.close(signal);
  }

  function guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      onFailure(error);
    }
  }

  function wake(): void {
    if (waiting && !stopped) system.signal(signal);
  }

  return {
    watch(fd, event, ready) {
      const watch = { fd, event, ready };
      watches.push(watch);
      wake();
      return () => {
        watches = watches.filter((each) => each !== watch);
        wake();
      };
    },
    close(fd) {
      closing.push(fd);
      wake();
    },
    async stop() {
      if (!stopped) {
        wake();
        stopped = true;
        process.off('exit', wake);
      }
      await running;
    },
  };
}
