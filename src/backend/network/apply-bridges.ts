import type { Problem } from '../../contract/index.ts';
import type { RunCommand } from '../host/commands.ts';
import type { WantedBridge } from './model.ts';
import { parseLinks } from './parse-links.ts';
import { planBridges } from './plan-bridges.ts';
import { renderBatch } from './render-batch.ts';

/**
 * Observes, plans and applies: afterwards every NIC of `wanted` is the port of its own silent bridge, or a problem says why not.
 * Never throws; doing it twice changes nothing.
 */
export async function applyBridges(run: RunCommand, wanted: readonly WantedBridge[]): Promise<Problem[]> {
  if (wanted.length === 0) return [];
  const links = await run('ip', ['-json', '-details', 'address', 'show']);
  if (!links.ok) return [failed(`The host's links cannot be read: ${links.message}`)];
  try {
    const { steps, problems } = planBridges(parseLinks(links.stdout), wanted);
    if (steps.length === 0) return problems;
    // -force: one NIC that refuses must not keep the others from their bridges.
    const applied = await run('ip', ['-force', '-batch', '-'], { input: renderBatch(steps) });
    return applied.ok ? problems : [...problems, failed(`A bridge cannot be set up: ${applied.message}`)];
  } catch (error) {
    return [
      failed(`The host's links cannot be understood: ${error instanceof Error ? error.message : error}`),
    ];
  }
}

const failed = (message: string): Problem => ({
  code: 'network.apply-failed',
  severity: 'error',
  message,
  hint: 'The other NICs are not affected; it is tried again before the guest starts',
});
