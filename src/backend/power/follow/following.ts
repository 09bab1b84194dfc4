import type { PowerIntent, Problem, Verdict } from '../../../contract/index.ts';
import type { PowerEvent } from '../../engine/power-event.ts';
import type { HypervisorChange } from '../../host/hypervisor.ts';
import { isoNow, type PowerContext } from '../context.ts';
import type { LedgerRecord } from '../ledger/power-store.ts';
import { classify } from '../signs/classify.ts';
import type { Seen } from '../signs/model.ts';
import { parseEvent } from '../signs/parse-event.ts';
import { parseState } from '../signs/parse-state.ts';
import { toAsked } from '../signs/to-asked.ts';
import { parseWitness } from '../witness/parse-witness.ts';
import { type LastRun, planLastRun } from '../witness/plan-runs.ts';
import { type Decided, toRecord } from './to-record.ts';

export interface FollowingOptions extends PowerContext {
  /** What the witness has written down; empty where there is none. */
  readWitness(): Promise<string>;
  readIntent(): PowerIntent | undefined;
  consumeIntent(): void;
  /** A stop is in the ledger, and its action is to come. */
  onDecided(record: LedgerRecord): void;
  /** What an earlier backend left unfinished, or what libvirt's absence has held up. */
  onLeft(record: LedgerRecord, hasRunAgain: boolean): void;
  /** The guest has begun to run. */
  onRun(): void;
  /** There is no QEMU any more. */
  onOff(): void;
}

/** libvirt's event and QEMU's come some milliseconds apart. */
const settleMs = 500;
/** The witness is a process of its own, which may not have had its turn on a busy box. */
const witnessLateMs = 3000;
const maxEvidence = 24;

/** Sees how each run of the guest begins and ends, and decides what comes of it. A stop is entered once, before anything is done about it. */
export class Following {
  readonly #options: FollowingOptions;
  /** Of the present run. */
  #seen: Seen[] = [];
  #events = 0;
  #cancelSettling: (() => void) | undefined;
  #leave: (() => void) | undefined;
  #finding: Promise<void> = Promise.resolve();
  #endPause = (): void => {};

  constructor(options: FollowingOptions) {
    this.#options = options;
  }

  start(): void {
    const { hypervisor } = this.#options;
    this.#leave = hypervisor.onChange((change) => this.#onChange(change));
    if (hypervisor.status.connected) this.#reconcile();
  }

  async stop(): Promise<void> {
    this.#leave?.();
    this.#cancelSettling?.();
    this.#endPause();
    await this.#finding;
  }

  /** The guest was to start, and has not. */
  failedStart(problem: Problem): void {
    const at = isoNow(this.#options);
    const sign = { at, source: 'host', what: problem.message.slice(0, 200) } as const;
    this.#enter({ verdict: 'failed-start', isReset: false, problem }, [sign], at);
  }

  #onChange(change: HypervisorChange): void {
    if (change.kind === 'connected') this.#reconcile();
    if (change.kind !== 'power' || change.name !== this.#options.name()) return;
    this.#events++;
    this.#onEvent(change.event);
  }

  #onEvent(event: PowerEvent): void {
    const { log } = this.#options;
    if (event.event === 'RESUME' && event.from === 'qemu') this.#onResume(event.stamp);
    else if (event.event === 'started' && event.from === 'libvirt') this.#onStarted();
    const seen = parseEvent(event, isoNow(this.#options));
    if (seen === undefined) return;
    log.debug(`Sign: ${seen.sign.source} ${seen.sign.what}`);
    if (this.#isOver) this.#addLate(seen);
    else {
      this.#seen = [...this.#seen, seen].slice(-maxEvidence);
      this.#settle();
    }
    if (seen.fact.kind === 'off') this.#options.onOff();
  }

  get #isOver(): boolean {
    const { run } = this.#options.ledger.state;
    return run === undefined || run.isOver || run.bootId !== this.#options.bootId;
  }

  /** Also of a guest that was paused: then the run goes on under another name. */
  #onResume(stamp: string): void {
    const { ledger } = this.#options;
    const { run } = ledger.state;
    if (this.#isOver || run === undefined) this.#begin(stamp, isoNow(this.#options));
    else if (run.resume !== stamp) ledger.change({ run: { ...run, resume: stamp } });
  }

  /** QEMU's word comes first; without it this is the beginning. */
  #onStarted(): void {
    if (this.#isOver) this.#begin(undefined, isoNow(this.#options));
  }

  #begin(resume: string | undefined, since: string | undefined): void {
    const { ledger, bootId, onRun } = this.#options;
    this.#seen = [];
    this.#cancelSettling?.();
    const run = {
      bootId,
      isOver: false,
      ...(resume === undefined ? {} : { resume }),
      ...(since === undefined ? {} : { since }),
    };
    ledger.change({ run, asked: [], stopping: undefined });
    onRun();
  }

  #settle(): void {
    const { clock } = this.#options;
    const classified = classify(this.#all());
    if (classified === undefined) return;
    this.#cancelSettling?.();
    this.#cancelSettling = undefined;
    if (classified.isComplete) this.#decide();
    else if (this.#seen.some(({ fact }) => fact.kind === 'off'))
      this.#cancelSettling = clock.after(settleMs, () => this.#decide());
  }

  #all(): Seen[] {
    const { ledger, readIntent, clock } = this.#options;
    return [...toAsked(ledger.state, readIntent(), clock.now()), ...this.#seen];
  }

  #decide(): void {
    const all = this.#all();
    const classified = classify(all);
    if (classified === undefined || this.#isOver) return;
    const signs = all.map(({ sign }) => sign);
    const at = this.#seen.find(({ fact }) => fact.kind !== 'button' && fact.kind !== 'watchdog')?.sign.at;
    this.#enter(classified, signs, at ?? isoNow(this.#options));
  }

  #enter(decided: Decided, evidence: LedgerRecord['evidence'], at: string): void {
    const { ledger, log, consumeIntent, onDecided, changed } = this.#options;
    const { record, state } = toRecord({ ...this.#options, decided, evidence, at });
    const { stopping } = ledger.state;
    const amended = stopping?.entry === undefined ? undefined : ledger.amend(stopping.entry, record, state);
    const entered = amended ?? ledger.enter(record, state);
    log.info(
      `Stop ${entered.id} of the guest: ${entered.verdict}; ${entered.action} after ${entered.delayS} s (${entered.why})`,
      {
        signs: evidence.map(({ source, what }) => `${source} ${what}`).join('; '),
        decidedAfterMs: this.#options.clock.now().getTime() - Date.parse(at),
      },
    );
    this.#seen = [];
    consumeIntent();
    onDecided(entered);
    changed();
  }

  /** What comes when all is decided belongs to the evidence all the same. */
  #addLate({ sign }: Seen): void {
    const { ledger } = this.#options;
    const { last } = ledger;
    if (last?.stop === undefined || last.run !== ledger.state.run?.resume) return;
    const isThere = last.evidence.some(({ what, at }) => what === sign.what && at === sign.at);
    if (isThere || last.evidence.length >= maxEvidence) return;
    ledger.amend(last.id, { evidence: [...last.evidence, sign] });
  }

  #reconcile(): void {
    this.#finding = this.#finding
      .then(() => this.#find())
      .catch((error: unknown) => {
        this.#options.log.warn('How the guest has stopped cannot be found out yet', { error });
      });
  }

  async #find(): Promise<void> {
    const { hypervisor, name, readWitness, ledger, bootId } = this.#options;
    for (let hasWaited = false; ; ) {
      const before = this.#events;
      const domain = await hypervisor.readDomain(name());
      const events = parseWitness(await readWitness(), name());
      // What happens meanwhile makes it old.
      if (before !== this.#events) continue;
      const { run } = ledger.state;
      const witness = planLastRun(events, run?.bootId === bootId ? run.resume : undefined);
      const isUntold = parseState(domain, isoNow(this.#options)) !== undefined && witness.events.length === 0;
      if (isUntold && !this.#isOver && events.length > 0 && !hasWaited) {
        hasWaited = true;
        await this.#pause(witnessLateMs);
        continue;
      }
      this.#found(domain, witness);
      return;
    }
  }

  /** Ends early when following ends. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  #found(domain: { state: string; reason: string } | undefined, witness: LastRun): void {
    const { ledger, bootId, onLeft, onOff, changed } = this.#options;
    const { run, stopping } = ledger.state;
    const ended = parseState(domain, isoNow(this.#options));
    const isOff = ended?.fact.kind === 'off';
    const isSameBoot = run?.bootId === bootId;
    const isEnding = ended !== undefined || domain?.state === 'shutdown';
    if (run !== undefined && !isSameBoot && !run.isOver) this.#boxWentDown(run.since);
    if (stopping !== undefined && stopping.bootId !== bootId) this.#forgetStopping(stopping.entry);

    const isAnother = !isSameBoot ? !isOff : run.isOver && (witness.isAnother || !isEnding);
    const { last } = ledger;
    // A run that goes on is not the one that has ended.
    if (last !== undefined) onLeft(last, isSameBoot && (isAnother || !run.isOver));
    if (isAnother) this.#begin(witness.resume, witness.since);
    else if (isSameBoot && witness.resume !== undefined && !run.isOver && !isOff)
      ledger.change({ run: { ...run, resume: witness.resume } });
    if (ended !== undefined && !this.#isOver) this.#foundEnded(ended, witness);
    if (isOff) onOff();
    changed();
  }

  /** Asked for in another boot of the box. */
  #forgetStopping(entry: number | undefined): void {
    const { ledger } = this.#options;
    if (entry !== undefined && ledger.last?.outcome === 'waiting')
      ledger.amend(entry, { outcome: 'overtaken', endedAt: isoNow(this.#options) });
    ledger.change({ stopping: undefined });
  }

  #foundEnded(ended: Seen, witness: LastRun): void {
    const at = isoNow(this.#options);
    const told = witness.events.flatMap((event) => parseEvent(event, at, 'witness') ?? []);
    const stamps = new Set(this.#seen.map(({ stamp }) => stamp));
    this.#seen = [...this.#seen, ...told.filter(({ stamp }) => !stamps.has(stamp)), ended];
    this.#decide();
  }

  /** The guest ran, and there was no time for it to stop: the power went, or the host crashed. */
  #boxWentDown(since: string | undefined): void {
    const { ledger } = this.#options;
    const at = isoNow(this.#options);
    const verdict: Verdict = 'host-down';
    const run = ledger.state.run;
    ledger.enter(
      {
        ...{ at, verdict, action: 'leave-off', delayS: 0, outcome: 'done', endedAt: at },
        why: 'The box went down while the guest ran, and nothing tells why',
        evidence: [
          { at, source: 'host', what: 'the box has booted again' },
          ...(since === undefined ? [] : [{ at: since, source: 'host', what: 'the guest ran' } as const]),
        ],
        bootId: run?.bootId ?? this.#options.bootId,
        ...(run?.resume === undefined ? {} : { run: run.resume }),
      },
      run === undefined ? {} : { run: { ...run, isOver: true }, asked: [], stopping: undefined },
    );
  }
}
