import type { ConfigStatus, Problem } from '../../contract/index.ts';
import type { Bus } from '../engine/bus.ts';
import type { Clock } from '../engine/clock.ts';
import type { Log } from '../engine/log.ts';
import type { Slice } from '../engine/slice.ts';
import type { Topics } from '../engine/topics.ts';
import type { Good, LastGood } from './last-good.ts';
import { parsePolicy } from './parse-policy.ts';
import { noPolicy, type PolicyInForce } from './policy/policy.ts';
import { type Files, readPolicy } from './read-policy.ts';

/** A policy with the text that it was made of; `text` is absent when there never was a usable policy. */
export interface PolicySnapshot {
  policy: PolicyInForce;
  text: string | undefined;
}

export interface ConfigOptions {
  bus: Bus<Topics>;
  clock: Clock;
  log: Log;
  /** `/etc/bezel/appliance.yaml` */
  policyFile: string;
  files: Files;
  lastGood: LastGood;
  /** Calls `onChange` when the policy file may have changed. */
  watch(onChange: () => void): { close(): void };
}

/** Which policy is in force. Reads the file when it starts, when it changes and when asked to; what can't be used never displaces what can. */
export class ConfigSlice implements Slice<'config.get' | 'config.reload'> {
  readonly #options: ConfigOptions;
  #snapshot: PolicySnapshot = { policy: noPolicy(), text: undefined };
  #inForce: ConfigStatus['inForce'] = 'none';
  #loadedAt: string | undefined;
  #problems: Problem[] = [];
  #watching: { close(): void } | undefined;
  #loading: Promise<unknown> = Promise.resolve();

  constructor(options: ConfigOptions) {
    this.#options = options;
  }

  readonly handlers = {
    'config.get': (): ConfigStatus => this.status(),
    'config.reload': (): Promise<ConfigStatus> => this.reload(),
  };

  async start(): Promise<void> {
    this.#watching = this.#watch();
    await this.reload();
  }

  async stop(): Promise<void> {
    this.#watching?.close();
    this.#watching = undefined;
    await this.#loading;
  }

  get policy(): PolicyInForce {
    return this.#snapshot.policy;
  }

  snapshot(): PolicySnapshot {
    return this.#snapshot;
  }

  status(): ConfigStatus {
    return {
      inForce: this.#inForce,
      policyFile: this.#options.policyFile,
      ...(this.#loadedAt === undefined ? {} : { loadedAt: this.#loadedAt }),
      problems: this.#problems,
    };
  }

  /** Reads the policy file again, after a reading that is under way. */
  reload(): Promise<ConfigStatus> {
    const loading = this.#loading.then(() => this.#load());
    this.#loading = loading.catch(() => {});
    return loading;
  }

  /** The guest has started with this: it is what to go back to. */
  keepAsGood(good: Good): Promise<void> {
    return this.#options.lastGood.write(good);
  }

  /** What the guest last started with; absent when it never has. */
  readGood(): Promise<Good | undefined> {
    return this.#options.lastGood.read();
  }

  async #load(): Promise<ConfigStatus> {
    const { files, policyFile, log, bus } = this.#options;
    const result = await readPolicy(files, policyFile);
    if (result.ok) {
      if (this.#inForce !== 'policy' || this.#snapshot.text !== result.text)
        log.info(`The policy ${policyFile} is in force`);
      this.#use('policy', { policy: result.policy, text: result.text }, []);
    } else {
      for (const problem of result.problems) log.error(toLine(problem), { code: problem.code });
      await this.#fallBack(result.problems);
    }
    const status = this.status();
    bus.publish('config', status);
    return status;
  }

  async #fallBack(problems: Problem[]): Promise<void> {
    const before = this.#snapshot.text === undefined ? await this.#readLastGood() : this.#snapshot;
    if (before === undefined)
      this.#use('none', { policy: noPolicy(), text: undefined }, [...problems, nothingGood]);
    else this.#use('last-good', before, [...problems, lastGoodInForce]);
  }

  async #readLastGood(): Promise<PolicySnapshot | undefined> {
    const text = await this.#options.lastGood.readPolicy();
    const parsed = text === undefined ? undefined : parsePolicy(text, 'last-good');
    return text !== undefined && parsed?.ok ? { policy: parsed.policy, text } : undefined;
  }

  #use(inForce: ConfigStatus['inForce'], snapshot: PolicySnapshot, problems: Problem[]): void {
    const changed = this.#inForce !== inForce || this.#snapshot.text !== snapshot.text;
    if (inForce === 'none') this.#loadedAt = undefined;
    else if (changed) this.#loadedAt = this.#options.clock.now().toISOString();
    this.#inForce = inForce;
    this.#snapshot = snapshot;
    this.#problems = problems;
  }

  #watch(): { close(): void } | undefined {
    try {
      return this.#options.watch(() => void this.reload());
    } catch (error) {
      this.#options.log.warn('Changes of the policy file are not noticed by themselves', { error });
      return undefined;
    }
  }
}

const lastGoodInForce: Problem = {
  code: 'config.last-good',
  severity: 'warning',
  message: 'The last usable policy stays in force',
  hint: 'Correct the policy file; it is read again as soon as it changes',
};

const nothingGood: Problem = {
  code: 'config.none',
  severity: 'error',
  message: 'There is no usable policy, so that the guest cannot be started',
  hint: 'Correct the policy file; it is read again as soon as it changes',
};

function toLine({ message, where }: Problem): string {
  const place = [where?.file, where?.line, where?.column].filter((part) => part !== undefined).join(':');
  return place === '' ? message : `${place}: ${message}`;
}
