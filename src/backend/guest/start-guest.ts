import type { Inventory, Problem } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { WorkContext } from '../engine/work.ts';
import { applySteps, type StepTools } from './apply-steps.ts';
import { planStart } from './plan-steps.ts';
import type { Prepared } from './prepare.ts';

export interface StartOptions {
  log: Log;
  tools: StepTools;
  readGoodDomainXml(): Promise<string | undefined>;
  /** Gives each NIC of the guest its bridge. */
  applyNetwork(nics: Inventory['nics']): Promise<unknown>;
}

export interface Started {
  /** The XML that the guest runs with. */
  xml: string;
  /** Why it is the last good one and not what was rendered. */
  refusal: Problem | undefined;
}

/**
 * Starts the guest with what was prepared, or, where the template can't be rendered or libvirt refuses the result, with the domain XML of
 * the last good start. Throws the reason of the first failure when nothing starts.
 */
export async function startGuest(
  options: StartOptions,
  prepared: Prepared,
  inventory: Inventory,
  work: WorkContext,
): Promise<Started> {
  const { spec } = prepared.plan;
  if (spec === undefined) throw toObstacle(prepared.problems);
  work.progress('Setting up the network');
  await options.applyNetwork(inventory.nics.filter(({ name }) => spec.nics.some(({ nic }) => nic === name)));
  const good = await options.readGoodDomainXml();
  if (!prepared.rendered?.ok) return startLastGood(options, toObstacle(prepared.problems), good, work);
  const { xml } = prepared.rendered;
  try {
    await start(options, { uuid: spec.uuid, xml }, work);
    return { xml, refusal: undefined };
  } catch (error) {
    if (!(error instanceof OperatorError) || error.code !== 'libvirt.refused' || good === xml) throw error;
    return startLastGood(options, error, good, work);
  }
}

async function startLastGood(
  options: StartOptions,
  why: OperatorError,
  xml: string | undefined,
  work: WorkContext,
): Promise<Started> {
  if (xml === undefined) throw why;
  options.log.error(
    `The guest cannot be started as it is configured, so that the last good definition is tried: ${why.message}`,
  );
  try {
    await start(options, { uuid: undefined, xml }, work);
  } catch (error) {
    work.signal.throwIfAborted();
    options.log.error('The last good definition does not start either', { error });
    throw why;
  }
  return { xml, refusal: toRefusal(why) };
}

function start(
  { tools }: StartOptions,
  domain: { uuid: string | undefined; xml: string },
  work: WorkContext,
): Promise<void> {
  return applySteps(planStart(tools.follower.observed, domain), tools, work);
}

const toRefusal = (why: OperatorError): Problem => ({
  code: 'guest.xml-refused',
  severity: 'error',
  message: `The guest runs with its last good definition: ${why.message}`,
  hint: 'Correct the policy or the template, then start the guest again',
});

/** The first error among the problems, as the reason why nothing starts. */
export function toObstacle(problems: Problem[]): OperatorError {
  const first = problems.find((problem) => problem.severity === 'error');
  if (first === undefined) {
    return new OperatorError(
      'guest.no-policy',
      'There is no usable policy, so that the guest cannot be started',
      {
        hint: 'Correct the policy file; it is read again as soon as it changes',
      },
    );
  }
  return new OperatorError(first.code, first.message, {
    problems,
    ...(first.hint === undefined ? {} : { hint: first.hint }),
  });
}
