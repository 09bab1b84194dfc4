import type { Change, Problem, StartOrigin } from '../../../contract/index.ts';
import type { OperatorError } from '../../engine/operator-error.ts';
import type { KeptStateFile } from '../kept-state.ts';
import type { PreparedFor } from '../preparer.ts';
import { toObstacle } from '../to-obstacle.ts';
import { planChanges, type StartSide } from './changes/plan-changes.ts';
import { fingerprint } from './fingerprint.ts';
import type { StartHistory } from './history.ts';
import type { LastGoodStart } from './last-good.ts';
import { parseIdentity, parseSpec } from './parse-spec.ts';
import { type Decision, isHeld, planDecision, type Situation } from './plan-decision.ts';
import { acceptHint, chosenLastGood, fellBack, held, startFailed, toError } from './problems.ts';
import type { StartedWith } from './record.ts';
import { withoutLinks } from './without-links.ts';

export interface OutlookOptions {
  history: StartHistory;
  kept: KeptStateFile;
  lastGood: LastGoodStart;
  /** As it was prepared last; absent before the first time. */
  prepared(): PreparedFor | undefined;
}

/** What is rendered now, against what the guest last started with. */
export interface NextStart {
  with: StartedWith;
  changes: Change[];
  /** Names the domain XML. */
  plan: string;
  /** Names exactly these changes. */
  changesKey: string;
}

/** One way to start the guest. */
export interface Attempt {
  origin: StartOrigin;
  start: StartedWith;
  /** What of it the box no longer has, so that the guest goes without. */
  missing: string[];
  /** Why it is not what was rendered, where that is decided before the start. */
  why: Problem | undefined;
}

/** What the guest last started with, as far as it is known. */
export type Baseline = StartedWith & { at: string | undefined };

/** What becomes of the next start, from what is known now. Reads nothing, changes nothing. */
export class Outlook {
  readonly #options: OutlookOptions;
  #next: { of: unknown[]; value: NextStart | undefined } | undefined;

  constructor(options: OutlookOptions) {
    this.#options = options;
  }

  /** Absent before the first start. */
  get baseline(): Baseline | undefined {
    return this.#options.history.lastStarted ?? this.#options.lastGood.current;
  }

  /** Absent when nothing can be rendered. */
  get next(): NextStart | undefined {
    const of = [this.#options.prepared(), this.baseline];
    if (this.#next?.of.some((part, index) => part !== of[index]) !== false)
      this.#next = { of, value: toNext(this.#options.prepared(), this.baseline) };
    return this.#next.value;
  }

  get isHeld(): boolean {
    return isHeld(this.#situation(false));
  }

  decide(byItself: boolean): Decision {
    return planDecision(this.#situation(byItself));
  }

  /** What is tried one after the other; nothing when there is an obstacle. */
  attempts(byItself: boolean): Attempt[] {
    const decision = this.decide(byItself);
    const { next } = this;
    const good = this.#options.prepared()?.good;
    const lastGood = (why: Problem | undefined): Attempt[] =>
      good === undefined ? [] : [{ origin: 'last-good', start: good.start, missing: good.missing, why }];
    if (decision.use === 'last-good') return lastGood(this.#whyLastGood(decision.because));
    if (decision.use === 'nothing' || next === undefined) return [];
    const rendered: Attempt = { origin: 'rendered', start: next.with, missing: [], why: undefined };
    return [rendered, ...(decision.fallBack ? lastGood(undefined) : [])];
  }

  /** What would be tried now; the same text as long as another try makes no sense. */
  get tryKey(): string {
    const { plan, rendered, good, problems } = this.#options.prepared() ?? {};
    const { kept } = this.#options;
    return JSON.stringify([
      rendered?.ok === true ? withoutLinks(rendered.xml) : [plan?.problems, problems],
      good && withoutLinks(good.start.xml),
      good?.obstacle,
      kept.current.choice,
      kept.current.accepted,
    ]);
  }

  /** Why there is no start now; absent when there can be one. */
  get obstacle(): OperatorError | undefined {
    const decision = this.decide(false);
    if (decision.use !== 'nothing') return undefined;
    const { problems } = this.#options.prepared() ?? {};
    const problem: Record<typeof decision.because, Problem | undefined> = {
      held: held(this.next?.changes ?? []),
      'good-impossible': this.goodObstacle,
      'not-rendered': undefined,
    };
    const said = problem[decision.because];
    return said === undefined ? toObstacle(problems ?? []) : toError(said);
  }

  /** Why the last good configuration can't be started now; absent when it can, or when there is none. */
  get goodObstacle(): Problem | undefined {
    const obstacle = this.#options.prepared()?.good?.obstacle;
    return obstacle === undefined ? undefined : { ...obstacle, hint: acceptHint };
  }

  /** Why the last good configuration is used, where that is decided before the start. */
  #whyLastGood(because: 'chosen' | 'not-rendered' | 'has-failed'): Problem {
    const { good, problems } = this.#options.prepared() ?? {};
    const missing = good?.missing ?? [];
    if (because === 'chosen') return chosenLastGood(good?.start.at, missing);
    const failed = because === 'has-failed' ? this.#options.kept.current.failed?.problem : undefined;
    return fellBack(failed?.message ?? toObstacle(problems ?? []).message, missing);
  }

  /** What of the starts wants attention. `isActive`: the guest has power. */
  problems(isActive: boolean): Problem[] {
    const { history, kept } = this.#options;
    const good = this.#options.prepared()?.good;
    const { newest } = history;
    const said = newest?.problem;
    return [
      ...(this.isHeld ? [held(this.next?.changes ?? [])] : []),
      ...(kept.current.choice === 'last-good' ? [chosenLastGood(good?.start.at, good?.missing ?? [])] : []),
      ...(said?.code === 'guest.fell-back' && newest?.outcome === 'started' ? [said] : []),
      ...(said !== undefined && newest?.outcome === 'failed' && !isActive ? [startFailed(said)] : []),
      ...history.problems,
    ];
  }

  #situation(byItself: boolean): Situation {
    const { kept, prepared, lastGood } = this.#options;
    const { choice, accepted, failed } = kept.current;
    const { good, snapshot } = prepared() ?? {};
    const next = this.next;
    return {
      choice,
      isRendered: next !== undefined,
      good: good === undefined ? 'none' : good.obstacle === undefined ? 'possible' : 'impossible',
      isGood: isSameXml(next?.with.xml, lastGood.current?.xml),
      holds: snapshot?.policy.guest?.changes === 'hold',
      hasChanges: (next?.changes.length ?? 0) > 0,
      isAccepted: next !== undefined && accepted === next.changesKey,
      hasFailed: next !== undefined && failed?.plan === next.plan,
      byItself,
    };
  }
}

/** The differences of a start to the one before it; none before the first. */
export const changesTo = (start: StartedWith, before: StartedWith | undefined): Change[] =>
  before === undefined ? [] : planChanges(toSide(before), toSide(start));

function toNext(prepared: PreparedFor | undefined, before: Baseline | undefined): NextStart | undefined {
  const { rendered, plan, snapshot } = prepared ?? {};
  if (rendered?.ok !== true || plan?.spec === undefined) return undefined;
  const start: StartedWith = {
    xml: rendered.xml,
    spec: JSON.stringify(plan.spec),
    identity: plan.identity === undefined ? undefined : JSON.stringify(plan.identity),
    policyText: snapshot?.text,
  };
  const changes = changesTo(start, before);
  const words = changes.map(({ message }) => message);
  return {
    with: start,
    changes,
    plan: toPlan(start.xml),
    changesKey: fingerprint(withoutLinks(start.xml), ...words),
  };
}

/** Names what a domain XML makes of the guest. */
export const toPlan = (xml: string): string => fingerprint(withoutLinks(xml));

const isSameXml = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && withoutLinks(a) === withoutLinks(b));

const toSide = ({ xml, spec, identity }: StartedWith): StartSide => ({
  xml: withoutLinks(xml),
  spec: parseSpec(spec),
  slots: parseIdentity(identity)?.slots ?? [],
});
