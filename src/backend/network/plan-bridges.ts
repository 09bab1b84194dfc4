import type { Problem } from '../../contract/index.ts';
import type { NicPlan, ObservedLink, Plan, Step, WantedBridge } from './model.ts';

/**
 * What it takes to get from the links as they are to one silent bridge per NIC. Nothing to do gives no steps, so that planning again
 * after applying gives none. A pair that cannot be had is a problem; the others go on.
 */
export function planBridges(observed: readonly ObservedLink[], wanted: readonly WantedBridge[]): Plan {
  const byName = new Map(observed.map((link) => [link.name, link]));
  const nics: NicPlan[] = [];
  const problems: Problem[] = [];
  const taken = new Map<string, string>();
  for (const pair of wanted) {
    const problem = problemWith(pair, byName, taken);
    if (problem === undefined) {
      taken.set(pair.bridge, pair.nic);
      nics.push({ nic: pair.nic, index: byName.get(pair.nic)?.index ?? 0, steps: planPair(pair, byName) });
    } else problems.push(problem);
  }
  return { nics, problems };
}

function planPair({ nic, bridge }: WantedBridge, byName: ReadonlyMap<string, ObservedLink>): Step[] {
  const port = byName.get(nic);
  const isThere = byName.has(bridge);
  return [
    ...(isThere ? [] : [{ kind: 'create-bridge', bridge } as const]),
    ...(isThere && !isQuiet(byName.get(bridge)) ? [{ kind: 'quiet-bridge', bridge } as const] : []),
    ...planSilence(bridge, byName.get(bridge)),
    ...planSilence(nic, port),
    ...(port?.master === bridge ? [] : [{ kind: 'join', nic, bridge } as const]),
    // The bridge first: a port that comes up in a bridge that is down would drop the guest's first frames.
    ...[bridge, nic].flatMap((link) => (byName.get(link)?.isUp ? [] : [{ kind: 'up', link } as const])),
  ];
}

/** No address on it, and none that the kernel would make by itself. A link that does not exist yet is made silent too. */
function planSilence(link: string, seen: ObservedLink | undefined): Step[] {
  return [
    ...(seen === undefined || seen.makesAddresses ? [{ kind: 'make-no-addresses', link } as const] : []),
    ...(seen !== undefined && seen.addresses.length > 0 ? [{ kind: 'flush-addresses', link } as const] : []),
  ];
}

function isQuiet(link: ObservedLink | undefined): boolean {
  const settings = link?.bridge;
  return (
    settings !== undefined && !settings.stp && settings.forwardDelay === 0 && !settings.multicastSnooping
  );
}

function problemWith(
  { nic, bridge }: WantedBridge,
  byName: ReadonlyMap<string, ObservedLink>,
  taken: ReadonlyMap<string, string>,
): Problem | undefined {
  if (!byName.has(nic)) return error('network.nic-gone', `NIC ${nic} is gone`);
  const other = taken.get(bridge);
  if (other !== undefined)
    return error('network.name-clash', `Bridge ${bridge} is wanted by both ${other} and ${nic}`);
  const there = byName.get(bridge);
  if (there !== undefined && !there.isBridge)
    return error(
      'network.name-taken',
      `${bridge} is there already and is no bridge, so that ${nic} has none`,
    );
  return undefined;
}

const error = (code: string, message: string): Problem => ({ code, severity: 'error', message });
