import type { Problem } from '../../contract/index.ts';
import { plainText } from '../../contract/index.ts';
import type { Log } from './log.ts';

/** What starts and stops. */
export interface Part {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Parts that start in order and stop in the reverse one. A part that fails to start is a problem that the status shows, and keeps no other from
 * starting: the console must come up to say so.
 */
export class Parts {
  readonly #log: Log;
  readonly #started: { name: string; part: Part }[] = [];
  readonly problems: Problem[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  async start(name: string, part: Part): Promise<void> {
    this.#started.push({ name, part });
    try {
      await part.start();
    } catch (error) {
      this.#log.error(`The part ${name} does not start`, { error });
      this.problems.push({
        code: 'backend.part-failed',
        severity: 'error',
        message: `The part ${name} of the backend does not start: ${plainText(error instanceof Error ? error.message : String(error))}`,
        hint: 'The log tells more',
      });
    }
  }

  async stop(): Promise<void> {
    for (const { name, part } of this.#started.splice(0).reverse()) {
      try {
        await part.stop();
      } catch (error) {
        this.#log.error(`The part ${name} does not stop properly`, { error });
      }
    }
  }
}
