import type { Nic } from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import { describeNics, findNics } from '../engine/nic-names.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { WorkContext } from '../engine/work.ts';
import type { RunCommand } from '../host/commands.ts';

/**
 * The one NIC that somebody means by its place, name, hardware address or label.
 * @throws OperatorError `network.port-unknown`, `network.port-ambiguous`
 */
export function findPort(port: string, nics: readonly Nic[]): Nic {
  const [nic, ...others] = findNics(port, nics);
  if (nic === undefined)
    throw new OperatorError('network.port-unknown', `The box has no NIC that is called ${port}`, {
      status: 404,
      ...(nics.length === 0 ? {} : { hint: `It has ${describeNics(nics)}` }),
    });
  if (others.length > 0)
    throw new OperatorError(
      'network.port-ambiguous',
      `${others.length + 1} NICs of the box are called ${port}`,
      {
        hint: `Name one of them: ${describeNics([nic, ...others])}`,
      },
    );
  return nic;
}

const secondMs = 1000;
/** Until a program that was told to end has ended, or been killed. */
const graceMs = 5000;

/**
 * Makes the light of a NIC blink, which needs its driver. Ends at once when it is cancelled; the driver turns the light back then.
 * @throws OperatorError `network.cannot-identify`
 */
export async function runIdentify(
  run: RunCommand,
  clock: Clock,
  { name, seconds }: { name: string; seconds: number },
  { signal, progress }: WorkContext,
): Promise<void> {
  const began = clock.now().getTime();
  let cancelTick = (): void => {};
  const tick = (): void => {
    const passed = (clock.now().getTime() - began) / (seconds * secondMs);
    progress(`The light of ${name} blinks for ${seconds} s`, Math.min(1, passed));
    cancelTick = clock.after(secondMs, tick);
  };
  tick();
  try {
    const args = ['--identify', name, String(seconds)];
    const result = await run('ethtool', args, { timeoutMs: seconds * secondMs + graceMs, signal });
    signal.throwIfAborted();
    if (!result.ok)
      throw new OperatorError(
        'network.cannot-identify',
        `The light of ${name} does not blink: ${result.message}`,
        {
          hint: 'Many drivers cannot; pull the cable and see which NIC loses its link',
        },
      );
  } finally {
    cancelTick();
  }
}
