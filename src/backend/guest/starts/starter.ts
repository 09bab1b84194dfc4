import type { Inventory, Problem } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { WorkContext } from '../../engine/work.ts';
import { applySteps, givePagesBack, type StepTools } from '../apply-steps.ts';
import type { KeptStateFile } from '../kept-state.ts';
import { parseInterfaces } from '../nics/parse-interfaces.ts';
import { isActive, isRunning } from '../observed.ts';
import { planStart } from '../plan-steps.ts';
import type { PreparedFor } from '../preparer.ts';
import { toObstacle } from '../to-obstacle.ts';
import { isUnclear, type StartHistory } from './history.ts';
import type { LastGoodStart } from './last-good.ts';
import { type Attempt, changesTo, type Outlook, toPlan } from './outlook.ts';
import { parseIdentity } from './parse-spec.ts';
import { mayFallBack } from './plan-decision.ts';
import { fellBack, toProblem } from './problems.ts';
import type { StartRecord } from './record.ts';
import { toDefinition } from './to-definition.ts';

export interface StarterOptions {
  clock: Clock;
  log: Log;
  /** Of this boot of the host. */
  bootId: string;
  history: StartHistory;
  kept: KeptStateFile;
  lastGood: LastGoodStart;
  outlook: Outlook;
  tools(): StepTools;
  readHardware(): Promise<Inventory>;
  prepare(): Promise<PreparedFor>;
  /** Gives each of the box's NICs its bridge, and none of them one of these addresses. */
  applyNetwork(macs?: readonly string[]): Promise<unknown>;
}

/** Carries out what is decided about a start, and writes down what came of it. */
export class Starter {
  readonly #options: StarterOptions;

  constructor(options: StarterOptions) {
    this.#options = options;
  }

  /** Starts the guest. Throws the reason of the first failure when nothing starts. */
  async run(byItself: boolean, work: WorkContext): Promise<void> {
    const { tools } = this.#options;
    try {
      await this.#run(byItself, work);
    } catch (error) {
      if (!isActive(tools().follower.observed)) await givePagesBack(tools());
      throw error;
    }
  }

  /**
   * A backend that was killed during a start did not see what came of it, nor did one that lost libvirt: where the guest runs, it came true. To be called whenever the
   * guest is seen in another state. Returns whether there was such a start.
   */
  async adopt(): Promise<boolean> {
    const { history, bootId, tools, log } = this.#options;
    const { newest } = history;
    if (newest === undefined || !isUnclear(newest) || newest.bootId !== bootId) return false;
    if (!isRunning(tools().follower.observed)) return false;
    log.info('The guest runs: its last start, of which nobody saw what came of it, was successful');
    const why = newest.origin === 'last-good' ? fellBack('why is in the log', []) : undefined;
    await this.#succeed(newest, why);
    return true;
  }

  async #run(byItself: boolean, work: WorkContext): Promise<void> {
    const { log, readHardware, prepare, tools, outlook, applyNetwork } = this.#options;
    work.progress('Setting up the network');
    // Before the guest is planned: which address and MTU a NIC takes shows only then.
    await applyNetwork();
    work.progress('Reading the hardware');
    const box = await readHardware();
    const { problems } = await prepare();
    const { follower } = tools();
    await follower.look();
    if (isRunning(follower.observed)) throw new OperatorError('guest.not-possible', 'The guest is running');
    const [first, second] = outlook.attempts(byItself);
    if (first === undefined) throw outlook.obstacle ?? toObstacle(problems);
    try {
      await this.#attempt(first, box, work);
    } catch (error) {
      if (second === undefined || !(error instanceof OperatorError) || !mayFallBack(error.code)) throw error;
      log.error(`The guest does not start; its last good configuration is tried: ${error.message}`);
      const why = fellBack(error.message, second.missing);
      await this.#fallBack(first, { ...second, why }, error, box, work);
    }
  }

  async #fallBack(
    first: Attempt,
    second: Attempt,
    error: OperatorError,
    box: Inventory,
    work: WorkContext,
  ): Promise<void> {
    const { log, kept, tools } = this.#options;
    const { follower } = tools();
    await follower.look();
    if (isRunning(follower.observed)) throw error;
    try {
      await this.#attempt(second, box, work);
    } catch (other) {
      work.signal.throwIfAborted();
      log.error('The last good configuration does not start either', { error: other });
      throw error;
    }
    await kept.change({ failed: { plan: toPlan(first.start.xml), problem: toProblem(error) } });
  }

  async #attempt({ origin, start, why }: Attempt, box: Inventory, work: WorkContext): Promise<void> {
    const { clock, bootId, history, outlook, tools, applyNetwork } = this.#options;
    const changes = changesTo(start, outlook.baseline);
    // The last good configuration carries the time of its first start: this one has its own.
    const at = clock.now().toISOString();
    const record = history.begin({ ...start, at, bootId, origin, changes });
    try {
      work.progress('Setting up the network');
      await applyNetwork(parseInterfaces(start.xml).map(({ mac }) => mac));
      const { follower } = tools();
      await applySteps(
        planStart(follower.observed, toDefinition(start, box, outlook.baseline)),
        tools(),
        work,
      );
    } catch (error) {
      const { follower } = tools();
      if (work.signal.aborted) await follower.look();
      // Cancelled when it had been done already.
      if (work.signal.aborted && isRunning(follower.observed)) await this.#succeed(record, why);
      else history.end(record, 'failed', toFailure(error));
      throw error;
    }
    await this.#succeed(record, why);
  }

  /** In this order: whenever the backend is killed in between, `adopt` does it all again. */
  async #succeed(record: StartRecord, why: Problem | undefined): Promise<void> {
    const { history, kept, lastGood } = this.#options;
    if (record.origin === 'rendered') {
      const identity = parseIdentity(record.identity);
      await kept.change({ failed: undefined, ...(identity === undefined ? {} : { identity }) });
      await lastGood.keep(record);
    }
    history.end(record, 'started', why);
    if (record.origin === 'rendered' && kept.current.accepted !== undefined)
      await kept.change({ accepted: undefined });
  }
}

/** What is no error that somebody can act on is told by the operation and the log. */
const toFailure = (error: unknown): Problem =>
  error instanceof OperatorError
    ? toProblem(error)
    : { code: 'internal', severity: 'error', message: 'The start failed by a mistake in the backend' };
