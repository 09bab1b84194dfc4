import type { Figure } from './figure.ts';
import { measureBridges } from './network/bridges.ts';
import { measureNicEvents } from './network/nic-events.ts';
import { measurePlan } from './network/plan-time.ts';

/** Needs root: it makes network namespaces, and touches nothing of the machine's own network. */
export async function measureNetwork(): Promise<Figure[]> {
  return [...measurePlan(), ...(await measureBridges()), ...(await measureNicEvents())];
}
