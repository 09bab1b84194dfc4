import { randomBytes } from 'node:crypto';
import { type Operation, operationEnded, type Problem } from '../../contract/index.ts';
import type { Clock } from './clock.ts';
import { coalesce } from './coalesce.ts';
import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import { toOperationError } from './operation-error.ts';
import { OperatorError } from './operator-error.ts';
import type { Runner, WorkContext, WorkRequest } from './work.ts';

/** Progress is told at most this often. */
const progressEveryMs = 250;
const maxQueued = 100;

interface Entry {
  operation: Operation;
  request: WorkRequest;
  abort: AbortController;
}

export interface RunnerOptions {
  journal: Journal;
  clock: Clock;
  log: Log;
  /** Told of every change of an operation. */
  onChange(operation: Operation): void;
}

/**
 * Runs work strictly one after the other, in the order in which it came. What holds at any moment:
 * - an operation was journalled as `queued` before its caller got an answer, and as `running` before its work began;
 * - at most one work runs; the next begins only when that one's promise has settled, also after a cancel;
 * - an operation that has ended never changes again;
 * - a journal that can't be written never stops the work: the box must be stoppable with a full disk.
 */
export class OperationRunner implements Runner {
  readonly #options: RunnerOptions;
  /** That the journal could not be written the last time. */
  problems: readonly Problem[] = [];
  readonly #queue: Entry[] = [];
  #running: Entry | undefined;
  #settled: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Whatever an earlier backend left unfinished becomes `interrupted`. To be called once, before the first `submit`. */
  start(): void {
    for (const left of this.#options.journal.unfinished()) {
      this.#options.log.warn(`${left.kind} was interrupted by the end of the backend`, {
        operation: left.id,
      });
      this.#change(left, { state: 'interrupted', finishedAt: this.#now(), cancellable: false });
    }
  }

  submit(request: WorkRequest): Operation {
    if (this.#stopping)
      throw new OperatorError('backend.stopping', 'The backend is stopping', { status: 503 });
    if (this.#queue.length >= maxQueued) {
      throw new OperatorError('operation.queue-full', `${maxQueued} operations are waiting already`, {
        status: 429,
        hint: 'Wait for them to end, or cancel some',
      });
    }
    const operation: Operation = {
      id: randomBytes(6).toString('hex'),
      kind: request.kind,
      state: 'queued',
      by: request.by,
      createdAt: this.#now(),
      progress: { message: '' },
      cancellable: true,
    };
    this.#journalled(() => this.#options.journal.add(operation));
    this.#options.log.info(`${request.kind} asked for by ${request.by.seat} (${request.by.role})`, {
      operation: operation.id,
    });
    this.#options.onChange(operation);
    const entry = { operation, request, abort: new AbortController() };
    this.#queue.push(entry);
    queueMicrotask(() => this.#next());
    return operation;
  }

  /**
   * Asks an operation to stop. One that has not begun ends at once; running work is told by its signal and ends when it safely can.
   * @throws OperatorError `operation.unknown`, `operation.ended`, `operation.not-cancellable`
   */
  cancel(id: string): Operation {
    const waiting = this.#queue.findIndex((entry) => entry.operation.id === id);
    const [entry] = waiting < 0 ? [] : this.#queue.splice(waiting, 1);
    if (entry !== undefined) return this.#end(entry, { state: 'cancelled' });

    if (this.#running?.operation.id === id) {
      if (!this.#running.request.cancellable) {
        throw new OperatorError(
          'operation.not-cancellable',
          `${this.#running.request.kind} can't be cancelled once it runs`,
        );
      }
      this.#running.abort.abort(new OperatorError('operation.cancelled', 'The operation is cancelled'));
      return this.#running.operation;
    }
    const known = this.get(id);
    throw new OperatorError('operation.ended', `${known.kind} has ended already (${known.state})`);
  }

  /** @throws OperatorError `operation.unknown` */
  get(id: string): Operation {
    const found = this.unfinished().find((operation) => operation.id === id) ?? this.#options.journal.get(id);
    if (found === undefined)
      throw new OperatorError('operation.unknown', 'There is no operation with this id', { status: 404 });
    return found;
  }

  /** Newest first. */
  list(limit: number): Operation[] {
    const live = new Map(this.unfinished().map((operation) => [operation.id, operation]));
    return this.#options.journal.list(limit).map((operation) => live.get(operation.id) ?? operation);
  }

  /** Oldest first. */
  unfinished(): Operation[] {
    return [this.#running, ...this.#queue]
      .filter((entry) => entry !== undefined)
      .map((entry) => entry.operation);
  }

  /** True while work that waits is being got on with. */
  healthy(): boolean {
    return this.#running !== undefined || this.#queue.length === 0;
  }

  /** Takes no more work, tells the running one to end and waits for it at most `graceMs`. What has not ended by then is `interrupted`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    for (const entry of this.#queue.splice(0)) this.#end(entry, { state: 'interrupted' });
    const running = this.#running;
    if (running === undefined) return;
    running.abort.abort(new OperatorError('backend.stopping', 'The backend is stopping'));
    let cancelTimer = (): void => {};
    const grace = new Promise<void>((resolve) => {
      cancelTimer = this.#options.clock.after(graceMs, resolve);
    });
    await Promise.race([this.#settled, grace]);
    cancelTimer();
    if (!operationEnded(running.operation)) this.#end(running, { state: 'interrupted' });
  }

  #next(): void {
    if (this.#running !== undefined || this.#stopping) return;
    this.#running = this.#queue.shift();
    if (this.#running === undefined) return;
    this.#settled = this.#run(this.#running).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }

  async #run(entry: Entry): Promise<void> {
    const { request, abort } = entry;
    entry.operation = this.#change(entry.operation, {
      state: 'running',
      startedAt: this.#now(),
      cancellable: request.cancellable,
    });

    let latest = entry.operation.progress;
    const telling = coalesce(this.#options.clock, progressEveryMs, () => {
      entry.operation = this.#change(entry.operation, { progress: latest });
    });
    const context: WorkContext = {
      signal: abort.signal,
      progress: (message, fraction) => {
        if (operationEnded(entry.operation)) return;
        latest = {
          message,
          ...(fraction === undefined ? {} : { fraction: Math.min(1, Math.max(0, fraction)) }),
        };
        telling.trigger();
      },
    };

    let end: Partial<Operation> & Pick<Operation, 'state'>;
    try {
      await request.run(context);
      end = { state: 'done' };
    } catch (error) {
      if (abort.signal.aborted) end = { state: this.#stopping ? 'interrupted' : 'cancelled' };
      else end = { state: 'failed', error: toOperationError(error, entry.operation.id, this.#options.log) };
    }
    telling.cancel();
    if (!operationEnded(entry.operation)) this.#end(entry, { ...end, progress: latest });
  }

  #end(entry: Entry, end: Partial<Operation> & Pick<Operation, 'state'>): Operation {
    entry.operation = this.#change(entry.operation, { ...end, finishedAt: this.#now(), cancellable: false });
    const { id, kind, state, error } = entry.operation;
    if (error === undefined) this.#options.log.info(`${kind} ended: ${state}`, { operation: id });
    else this.#options.log.warn(`${kind} failed: ${error.message}`, { operation: id, code: error.code });
    return entry.operation;
  }

  #change(before: Operation, change: Partial<Operation>): Operation {
    const after = { ...before, ...change };
    // The store is synced to disk at each write: a mere fraction is not worth that.
    if (after.state !== before.state || after.progress.message !== before.progress.message) {
      this.#journalled(() => this.#options.journal.update(after));
    }
    this.#options.onChange(after);
    return after;
  }

  #journalled(write: () => void): void {
    try {
      write();
      this.problems = [];
    } catch (error) {
      this.#options.log.error('The journal of operations cannot be written', { error });
      this.problems = [notJournalled];
    }
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}

const notJournalled: Problem = {
  code: 'operations.not-kept',
  severity: 'error',
  message: 'The journal of operations cannot be written: operations are forgotten when the backend ends',
  hint: 'Look for a full or read-only file system',
};
