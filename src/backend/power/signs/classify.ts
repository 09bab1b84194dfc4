import type { Actor, PowerIntent, Verdict } from '../../../contract/index.ts';
import type { Fact, Seen } from './model.ts';

export interface Classified {
  verdict: Verdict;
  /** Nothing that may still come makes it another. */
  isComplete: boolean;
  /** Its reset button was pressed: it is to run again. */
  isReset: boolean;
  by?: Actor;
  intent?: PowerIntent;
  /** Names the stop, together with its run: QEMU's time of what ended it, else libvirt's word. */
  stop: string;
}

/** A guest that was asked to stop, or has said what it is going to do, and ends later than that, does not end because of it. */
const lateMs = 10 * 60_000;

/**
 * How a run has ended, by all that was seen of it, in whatever order; undefined as long as nothing has ended it. What decides first is above:
 * a guest that crashes while it is being stopped has crashed.
 */
export function classify(all: readonly Seen[]): Classified | undefined {
  const ending = all.find(({ fact }) => endsRun(fact));
  if (ending === undefined) return undefined;
  const seen = all.filter((one) => !isLate(one, ending));
  const facts = seen.map(({ fact }) => fact);
  const asked = facts.filter((fact) => fact.kind === 'asked');
  const intent = facts.findLast((fact) => fact.kind === 'intent')?.intent;
  const verdict = toVerdict(facts, intent);
  const by = asked.findLast(({ what }) => (verdict === 'killed' ? what !== 'stop' : what === 'stop'))?.by;
  return {
    verdict,
    isComplete: isComplete(facts),
    isReset:
      verdict === 'killed' &&
      facts.some(
        (fact) => (fact.kind === 'host' && fact.reset) || (fact.kind === 'asked' && fact.what === 'reset'),
      ),
    ...(by === undefined ? {} : { by }),
    ...(intent === undefined ? {} : { intent }),
    stop: seen.find(({ stamp, fact }) => stamp !== undefined && marksStop(fact))?.stamp ?? ending.sign.what,
  };
}

function toVerdict(facts: readonly Fact[], intent: PowerIntent | undefined): Verdict {
  const has = (kind: Fact['kind']) => facts.some((fact) => fact.kind === kind);
  const asked = (what: string) => facts.some((fact) => fact.kind === 'asked' && fact.what === what);
  const how = facts.find((fact) => fact.kind === 'off')?.how;
  if (how === 'saved') return 'saved';
  if (has('host-down')) return 'host-down';
  if (has('panic')) return 'crashed';
  if (facts.some((fact) => fact.kind === 'watchdog' && endsByWatchdog.has(fact.action))) return 'watchdog';
  if (has('halt') || has('reset')) {
    if (asked('stop') || (has('halt') && has('button'))) return 'stopped';
    const kind = intent?.kind ?? (has('reset') ? 'reboot' : 'halt');
    return kind === 'reboot' ? 'rebooted' : 'halted';
  }
  if (has('host') || how === 'destroyed' || asked('kill') || asked('reset')) return 'killed';
  if (how === 'failed' || how === 'crashed') return 'qemu-died';
  if (asked('stop') || has('button')) return 'stopped';
  if (intent !== undefined) return intent.kind === 'reboot' ? 'rebooted' : 'halted';
  return 'unknown';
}

/** QEMU's words for what a watchdog does that ends the run; with the others (`none`, `inject-nmi`, `debug`) the guest goes on. */
const endsByWatchdog = new Set(['reset', 'poweroff', 'shutdown', 'pause']);

const endsRun = (fact: Fact): boolean => marksStop(fact) || fact.kind === 'off';

const marksStop = (fact: Fact): boolean =>
  ['halt', 'reset', 'panic', 'host'].includes(fact.kind) ||
  (fact.kind === 'watchdog' && fact.action === 'pause');

/** A signal from outside has a reason that libvirt tells; libvirt's `shutdown` has one that QEMU tells. */
function isComplete(facts: readonly Fact[]): boolean {
  if (facts.some((fact) => marksStop(fact) && fact.kind !== 'host')) return true;
  const off = facts.find((fact) => fact.kind === 'off');
  return off !== undefined && (off.how !== 'shutdown' || facts.some((fact) => fact.kind === 'host'));
}

function isLate({ fact, sign }: Seen, ending: Seen): boolean {
  if (fact.kind !== 'button' && fact.kind !== 'intent') return false;
  return Date.parse(ending.sign.at) - Date.parse(sign.at) > lateMs;
}
