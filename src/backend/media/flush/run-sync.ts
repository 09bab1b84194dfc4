import { plainText } from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { GuestAgent } from '../../host/agent/guest-agent.ts';

const lookEveryMs = 200;
/** A stick takes a few megabytes a second. */
const mostLooks = 600;

/** Runs `sync` in the guest and waits for its end, two minutes at most. Why it did not, or `undefined`. */
export async function runSync({
  clock,
  agent,
  name,
  signal,
}: {
  clock: Clock;
  agent: Pick<GuestAgent, 'askAgent'>;
  name: string;
  signal: AbortSignal;
}): Promise<string | undefined> {
  try {
    const pid = toPid(await agent.askAgent(name, { execute: 'guest-exec', arguments: { path: 'sync' } }));
    if (pid === undefined) return 'its agent gives no sensible answer';
    for (let look = 0; look < mostLooks && !signal.aborted; look++) {
      const status = await agent.askAgent(name, { execute: 'guest-exec-status', arguments: { pid } });
      const code = toExitCode(status);
      if (code !== undefined) return code === 0 ? undefined : 'its sync fails';
      await new Promise<void>((resolve) => void clock.after(lookEveryMs, resolve));
    }
    return 'its sync takes too long';
  } catch (error) {
    if (error instanceof OperatorError) return plainText(error.message);
    throw error;
  }
}

const toAnswer = (answer: unknown): Record<string, unknown> => {
  const value = (answer as { return?: unknown } | undefined)?.return;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

const toPid = (answer: unknown): number | undefined => {
  const { pid } = toAnswer(answer);
  return Number.isSafeInteger(pid) ? (pid as number) : undefined;
};

/** `undefined` while it runs; one that was ended by a signal has failed. */
function toExitCode(answer: unknown): number | undefined {
  const { exited, exitcode } = toAnswer(answer);
  if (exited !== true) return undefined;
  return Number.isInteger(exitcode) ? (exitcode as number) : -1;
}
