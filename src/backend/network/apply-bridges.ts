import type { Problem } from '../../contract/index.ts';
import { linkWordsOf, type ToLinkWord } from './link-words.ts';
import type { NicPlan, Observed, Plan, Step, WantedLink } from './model.ts';
import { planBridges } from './plan-bridges.ts';
import { type Phase, planPhases } from './plan-phases.ts';
import { type NetworkHost, readObserved } from './read-observed.ts';
import { renderBatch } from './render-batch.ts';
import { toName } from './to-words.ts';

export interface Applied {
  problems: Problem[];
  /** What was done, for each NIC that was not as wanted. */
  done: NicPlan[];
  /** The NICs that keep another hardware address than the one that is wanted. */
  refusals: { nic: string; why: string }[];
  /** The NICs that are as wanted now, with the kernel's numbers of them. */
  settled: Map<string, number>;
  /** The addresses that the host has on each link now, with their prefix lengths; see `ObservedLink`. */
  addresses: Map<string, readonly string[]>;
}

/**
 * Observes, plans, applies and looks again: afterwards every NIC of `wanted`, which are all of the box, is as it is wanted, or a problem says why
 * not. Never throws; doing it twice changes nothing. A NIC that `isPaused` is left as it is.
 */
export async function applyBridges(
  host: NetworkHost,
  wanted: readonly WantedLink[],
  isPaused: (plan: NicPlan) => boolean = () => false,
): Promise<Applied> {
  try {
    const seen = await readObserved(host);
    const plan = planBridges(seen, wanted);
    const due = plan.nics.filter((nic) => nic.steps.length > 0 && !isPaused(nic));
    const taps = plan.nics.filter((nic) => nic.steps.length === 0 || due.includes(nic));
    const steps = [
      ...plan.steps,
      ...due.flatMap((nic) => nic.steps),
      ...taps.flatMap(({ tapSteps }) => tapSteps),
    ];
    if (steps.length === 0) return { ...toApplied(plan, [], []), addresses: toAddresses(seen) };

    const refusals = await applySteps(host, steps, linkWordsOf(seen.links));
    const now = await readObserved(host);
    const why = refusals.join('; ') || undefined;
    return { ...toApplied(planBridges(now, wanted), due, plan.steps, why), addresses: toAddresses(now) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problems: [failed(message)], done: [], refusals: [], settled: new Map(), addresses: new Map() };
  }
}

/** Does them all, whichever of them the kernel refuses: one NIC must not keep the others from their bridges. Answers the refusals. */
async function applySteps(host: NetworkHost, steps: readonly Step[], word: ToLinkWord): Promise<string[]> {
  const refusals: string[] = [];
  for (const phase of planPhases(steps)) refusals.push(...(await applyPhase(host, phase, word)));
  return refusals;
}

async function applyPhase(
  { run, writeText }: NetworkHost,
  phase: Phase,
  word: ToLinkWord,
): Promise<string[]> {
  const refusals: string[] = [];
  if (phase.kind === 'links') {
    const lines = phase.steps.flatMap((step): string[] => {
      try {
        return [renderBatch([step], word)];
      } catch (error) {
        refusals.push(error instanceof Error ? error.message : String(error));
        return [];
      }
    });
    if (lines.length === 0) return refusals;
    const ended = await run('ip', ['-force', '-batch', '-'], { input: lines.join('') });
    return ended.ok ? refusals : [...refusals, ended.message];
  }
  for (const { path, text } of phase.files) {
    try {
      await writeText(path, text);
    } catch (error) {
      // A link without IPv6 has no such file, and needs none.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') refusals.push(`${path}: ${error}`);
    }
  }
  return refusals;
}

/** `now` is the plan after all was done: what it still has of that does not stay. */
function toApplied(
  now: Plan,
  done: NicPlan[],
  doneSteps: Step[],
  why = 'what was set does not stay',
): Omit<Applied, 'addresses'> {
  const { nics, problems } = now;
  const isLeft = (plan: NicPlan): boolean => plan.steps.length > 0;
  const undone = nics.filter((plan) => isLeft(plan) && done.some(({ nic }) => nic === plan.nic));
  const refusing = undone.filter(({ steps }) => steps.every(({ kind }) => kind === 'set-address'));
  const stuck = undone.filter((plan) => !refusing.includes(plan));
  const before = doneSteps.map((step) => JSON.stringify(step));
  const isNoisy = now.steps.some((step) => before.includes(JSON.stringify(step)));
  return {
    problems: [
      ...problems,
      ...nics.flatMap((nic) => nic.problems),
      ...stuck.map(({ nic }) => failed(toSentence(`${toName(nic)} cannot be set up: ${why}`))),
      ...(isNoisy ? [failed(`The host's network cannot be tidied up: ${why}`)] : []),
    ],
    done,
    refusals: refusing.map(({ nic }) => ({ nic, why })),
    settled: new Map(nics.filter((nic) => !isLeft(nic)).map(({ nic, index }) => [nic, index])),
  };
}

const toSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const toAddresses = ({ links }: Observed): Applied['addresses'] =>
  new Map(links.map(({ name, addresses }) => [name, addresses]));

const failed = (message: string): Problem => ({
  code: 'network.apply-failed',
  severity: 'error',
  message,
  hint: 'The other NICs are not affected; it is tried again when a link changes and before the guest starts',
});
