import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { WorkContext } from '../engine/work.ts';
import type { HugePages } from '../host/huge-pages.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import type { Follower } from './follow.ts';
import { isOff, isRunning } from './observed.ts';
import type { Step } from './plan-steps.ts';

export interface StepTools {
  name: string;
  log: Log;
  hugePages: HugePages;
  hypervisor: Hypervisor;
  follower: Follower;
}

type Apply<K extends Step['kind']> = (
  step: Extract<Step, { kind: K }>,
  tools: StepTools,
  work: WorkContext,
) => Promise<void>;

/** Does the steps in order. Ends with the error of the first that fails; between steps it heeds the cancel. */
export async function applySteps(steps: readonly Step[], tools: StepTools, work: WorkContext): Promise<void> {
  for (const step of steps) {
    work.signal.throwIfAborted();
    await (table[step.kind] as Apply<Step['kind']>)(step, tools, work);
  }
}

const table: { [K in Step['kind']]: Apply<K> } = {
  destroy: async (_, { name, hypervisor, follower }, work) => {
    work.progress("Cutting the guest's power");
    await unlessOff(follower, hypervisor.destroyDomain(name));
  },
  undefine: async (step, { name, hypervisor }) => {
    if (step.name === undefined) await hypervisor.undefineDomain(name);
    else if ((await hypervisor.readDomain(step.name)) !== undefined)
      await hypervisor.undefineDomain(step.name);
  },
  define: async ({ xml }, { hypervisor }, work) => {
    work.progress('Defining the guest');
    await hypervisor.defineDomain(xml);
  },
  'set-pages-aside': async ({ sizeKiB, perNode }, { hugePages }, work) => {
    work.progress('Setting memory aside for the guest');
    await hugePages.reserve(sizeKiB, perNode);
  },
  'give-pages-back': (_, tools) => givePagesBack(tools),
  start: async (_, { name, hypervisor }, work) => {
    work.progress('Starting the guest');
    await hypervisor.startDomain(name);
  },
  'ask-to-stop': async ({ by }, { name, hypervisor, follower }, work) => {
    work.progress('Asking the guest to stop');
    if (by === 'agent' && (await isDone(hypervisor.askToStop(name, 'agent')))) return;
    await unlessOff(follower, hypervisor.askToStop(name, 'button'));
  },
  reset: async (_, { name, hypervisor }, work) => {
    work.progress("Pressing the guest's reset button");
    await hypervisor.resetDomain(name);
  },
  wait: async ({ until, timeoutMs, askAgainMs }, { name, hypervisor, follower }, work) => {
    const { message, reached, late } = waits[until](timeoutMs);
    work.progress(message, 0);
    void follower.look();
    const arrived = await follower.waitFor(reached, {
      timeoutMs,
      signal: work.signal,
      onTick: (elapsedMs) => work.progress(message, elapsedMs / timeoutMs),
      ...(askAgainMs === undefined
        ? {}
        : { everyMs: askAgainMs, onEvery: () => void isDone(hypervisor.askToStop(name, 'button')) }),
    });
    if (!arrived) throw late();
  },
};

/** Memory that stays set aside stops no guest. */
export async function givePagesBack({ hugePages, log }: StepTools): Promise<void> {
  await hugePages
    .giveBack()
    .catch((error: unknown) => log.warn('Huge pages that are no longer needed stay set aside', { error }));
}

const waits = {
  running: () => ({
    message: 'Waiting for the guest to run',
    reached: isRunning,
    late: () =>
      new OperatorError('guest.start-timeout', 'The guest does not run although libvirt has started it'),
  }),
  off: (timeoutMs: number) => ({
    message: `Waiting for the guest to stop, at most ${timeoutMs / 1000} s`,
    reached: isOff,
    late: () =>
      new OperatorError('guest.stop-timeout', `The guest has not stopped within ${timeoutMs / 1000} s`, {
        hint: 'It still runs. Try again, or force it off: what it has not written is then lost',
      }),
  }),
};

/**
 * What libvirt refuses because the guest is off already has come true. libvirt says so also when it has just cut the power itself, while it
 * was still finding its guests after a restart.
 */
async function unlessOff(follower: Follower, asking: Promise<void>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    await follower.look();
    if (!isOff(follower.observed)) throw error;
  }
}

/** Whether the guest took the request. One that can't be asked this way, or that stopped meanwhile, is no error. */
async function isDone(asking: Promise<void>): Promise<boolean> {
  return asking.then(
    () => true,
    () => false,
  );
}
