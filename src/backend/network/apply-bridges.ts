import type { Problem } from '../../contract/index.ts';
import type { RunCommand } from '../host/commands.ts';
import type { NicPlan, Plan, WantedBridge } from './model.ts';
import { parseLinks } from './parse-links.ts';
import { planBridges } from './plan-bridges.ts';
import { renderBatch } from './render-batch.ts';

export interface Applied {
  problems: Problem[];
  /** What was done, for each NIC that was not as wanted. */
  done: NicPlan[];
  /** The NICs that are as wanted now, with the kernel's numbers of them. */
  settled: Map<string, number>;
}

/**
 * Observes, plans, applies and looks again: afterwards every NIC of `wanted` is the port of its own silent bridge, or a problem says why not.
 * Never throws; doing it twice changes nothing. A NIC that `isPaused` is left as it is.
 */
export async function applyBridges(
  run: RunCommand,
  wanted: readonly WantedBridge[],
  isPaused: (plan: NicPlan) => boolean = () => false,
): Promise<Applied> {
  if (wanted.length === 0) return { problems: [], done: [], settled: new Map() };
  const plan = await observe(run, wanted);
  const due = plan.nics.filter((nic) => nic.steps.length > 0 && !isPaused(nic));
  if (due.length === 0) return { problems: plan.problems, done: [], settled: toSettled(plan) };

  // -force: one NIC that refuses must not keep the others from their bridges.
  const input = renderBatch(due.flatMap(({ steps }) => steps));
  const applied = await run('ip', ['-force', '-batch', '-'], { input });
  const after = await observe(run, wanted);
  const settled = toSettled(after);
  const stuck = due.filter(({ nic }) => after.nics.some((now) => now.nic === nic) && !settled.has(nic));
  const why = applied.ok ? 'what was set does not stay' : applied.message;
  return {
    problems: [
      ...after.problems,
      ...stuck.map(({ nic }) => failed(`NIC ${nic} cannot be given its bridge: ${why}`)),
    ],
    done: due,
    settled,
  };
}

async function observe(run: RunCommand, wanted: readonly WantedBridge[]): Promise<Plan> {
  const links = await run('ip', ['-json', '-details', 'address', 'show']);
  if (!links.ok) return { nics: [], problems: [failed(`The host's links cannot be read: ${links.message}`)] };
  try {
    return planBridges(parseLinks(links.stdout), wanted);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return { nics: [], problems: [failed(`The host's links cannot be understood: ${why}`)] };
  }
}

const toSettled = ({ nics }: Plan): Map<string, number> =>
  new Map(nics.filter(({ steps }) => steps.length === 0).map(({ nic, index }) => [nic, index]));

const failed = (message: string): Problem => ({
  code: 'network.apply-failed',
  severity: 'error',
  message,
  hint: 'The other NICs are not affected; it is tried again when a link changes and before the guest starts',
});
