import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { type GoodStart, parseGood, renderAbout } from './parse-good.ts';
import type { StartedWith } from './record.ts';

/** Keeps texts safely; what the policy's text is to those who keep it. */
export interface GoodFiles {
  keepAsGood(good: { policyText: string; domainXml: string; about: string }): Promise<void>;
  readGood(): Promise<{ policyText: string; domainXml: string; about: string } | undefined>;
}

export interface LastGoodOptions {
  clock: Clock;
  log: Log;
  files: GoodFiles;
}

/** What the guest started with when it last started with what was rendered. */
export class LastGoodStart {
  readonly #options: LastGoodOptions;
  #current: GoodStart | undefined;

  constructor(options: LastGoodOptions) {
    this.#options = options;
  }

  get current(): GoodStart | undefined {
    return this.#current;
  }

  async read(): Promise<void> {
    const kept = await this.#options.files.readGood();
    this.#current = kept === undefined ? undefined : parseGood(kept);
  }

  /** The guest has started with this. Never throws: what can't be written is good until the backend ends. */
  async keep(start: StartedWith): Promise<void> {
    const { clock, log, files } = this.#options;
    const { xml, spec, identity, policyText } = start;
    const before = this.#current;
    const at = before?.xml === xml ? before.at : undefined;
    const good = { xml, spec, identity, policyText, at: at ?? clock.now().toISOString() };
    this.#current = good;
    try {
      await files.keepAsGood({
        policyText: policyText ?? '',
        domainXml: xml,
        about: renderAbout(good),
      });
    } catch (error) {
      log.error('What the guest was started with cannot be kept as the last good configuration', { error });
    }
  }
}
