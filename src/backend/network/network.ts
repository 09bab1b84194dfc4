import type { Nic, Problem } from '../../contract/index.ts';
import { bridgeName } from '../engine/bridge-name.ts';
import type { Log } from '../engine/log.ts';
import type { RunCommand } from '../host/commands.ts';
import { applyBridges } from './apply-bridges.ts';

export interface NetworkOptions {
  run: RunCommand;
  log: Log;
  /** Whether the machine's links are ours to change: true on a box, false on a machine that somebody else works on. */
  own: boolean;
}

/** Joins the box's NICs to the guest's. One application at a time; each looks at the links anew. */
export class Network {
  readonly #options: NetworkOptions;
  #applying: Promise<Problem[]> = Promise.resolve([]);
  #problems: Problem[] = [];

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** What stood in the way the last time. */
  get problems(): Problem[] {
    return this.#problems;
  }

  /** Gives each NIC its bridge. Never throws; what stands in the way of one NIC is a problem and leaves the others alone. */
  apply(nics: readonly Nic[]): Promise<Problem[]> {
    this.#applying = this.#applying.then(() => this.#apply(nics));
    return this.#applying;
  }

  async #apply(nics: readonly Nic[]): Promise<Problem[]> {
    const { run, log, own } = this.#options;
    if (!own) return [];
    const wanted = nics.map(({ name }) => ({ nic: name, bridge: bridgeName(name) }));
    this.#problems = await applyBridges(run, wanted);
    for (const problem of this.#problems) log.error(problem.message, { code: problem.code });
    return this.#problems;
  }
}
