import { plainText } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Log } from '../../engine/log.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { GuestAgent } from '../../host/agent/guest-agent.ts';
import type { GuestFreeze } from '../../host/agent/guest-freeze.ts';
import { type FlushPlan, planFlush } from './plan-flush.ts';
import { runSync } from './run-sync.ts';

export interface FlushOptions {
  clock: Clock;
  log: Log;
  agent: Pick<GuestAgent, 'readGuestMounts' | 'askAgent'>;
  freeze: Pick<GuestFreeze, 'run'>;
  /** Of the domain. */
  name: string;
  /** libvirt's name of the disk in the guest. */
  target: string;
  /** Whether the guest's agent is there, as libvirt says. */
  hasAgent: boolean;
  signal: AbortSignal;
}

/** Whether the guest has written everything to a disk, in one sentence for people, and where the disk was mounted. */
export interface Flushed {
  isWritten: boolean;
  what: string;
}

/**
 * Has the guest write to a disk what it still holds in memory. Freezing and thawing a file system writes everything to it and leaves a clean
 * journal, but Linux can't freeze vfat and exfat, which most sticks have: where not everything was frozen `sync` is run in the guest.
 * Throws only when `signal` is aborted.
 */
export async function flushDisk(options: FlushOptions): Promise<Flushed> {
  const { hasAgent, signal, log } = options;
  if (!hasAgent) return { isWritten: false, what: couldNot('it has no agent') };
  try {
    const plan = await readPlan(options);
    const mountpoints = plan && [...plan.certain, ...plan.possible];
    const where = sayWhere(plan);
    signal.throwIfAborted();
    const frozen = mountpoints?.length === 0 ? 0 : await freeze(options, mountpoints ?? []);
    if (mountpoints !== undefined && mountpoints.length > 0 && frozen >= mountpoints.length)
      return { isWritten: true, what: `${written}${where}` };
    const failure = await runSync(options);
    signal.throwIfAborted();
    if (failure === undefined) return { isWritten: true, what: `${written}${where}` };
    log.info(`sync cannot be run in the guest: ${failure}`);
    if (mountpoints?.length === 0) return { isWritten: true, what: 'It is mounted nowhere in the guest' };
    return { isWritten: false, what: `${couldNot(failure)}${where}` };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof OperatorError)) throw error;
    return { isWritten: false, what: couldNot(plainText(error.message)) };
  }
}

/** `undefined` where the agent does not tell its file systems. */
async function readPlan({ agent, name, target, log }: FlushOptions): Promise<FlushPlan | undefined> {
  try {
    return planFlush(await agent.readGuestMounts(name), target);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    log.info(`The guest does not tell its file systems: ${error.message}`);
    return undefined;
  }
}

/** The number that was frozen, and is thawed again; 0 where the guest refuses. */
async function freeze({ freeze, log }: FlushOptions, mountpoints: readonly string[]): Promise<number> {
  try {
    return await freeze.run(mountpoints, async (frozen) => frozen);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    log.info(`The guest does not freeze its file systems: ${error.message}`);
    return 0;
  }
}

const written = 'The guest has written everything to it';
const couldNot = (why: string): string => `The guest could not be asked to write everything to it: ${why}`;

function sayWhere(plan: FlushPlan | undefined): string {
  const list = (paths: readonly string[]): string => plainText(paths.join(', ')).slice(0, 200);
  if (plan === undefined) return '';
  if (plan.certain.length > 0) return `; it was mounted at ${list(plan.certain)}`;
  return plan.possible.length > 0 ? `; it may have been mounted at ${list(plan.possible)}` : '';
}
