import type { Problem } from '../../contract/index.ts';
import { isSameBridge, quietBridge } from './bridge-settings.ts';
import type {
  BridgeSettings,
  NicPlan,
  Observed,
  ObservedLink,
  Plan,
  Step,
  WantedGuestNic,
  WantedLink,
  WantedNic,
  WantedPrivateLink,
} from './model.ts';
import { ourMark } from './model.ts';
import { planAddress } from './plan-address.ts';
import { macvtapProblems, planMacvtap, planMacvtapEnds, toHeld } from './plan-direct.ts';
import { planManagement } from './plan-management.ts';
import { mtuProblems, planMtu } from './plan-mtu.ts';
import { planPrivateLink, planPrivateTaps } from './plan-private-link.ts';
import { planSilence } from './plan-silence.ts';

/**
 * What it takes to get from what is to what is wanted: each NIC of the guest in a silent bridge of its own, the others down and alone. Nothing
 * to do gives no steps, so that planning again after applying gives none. A NIC that cannot be had is a problem; the others go on.
 * `wanted` are all NICs of the box: a bridge of ours that is none of theirs goes, once nothing is in it.
 */
export function planBridges(observed: Observed, wanted: readonly WantedLink[]): Plan {
  const byName = new Map(observed.links.map((link) => [link.name, link]));
  const plan: Plan = { nics: [], steps: [], problems: [] };
  const taken = new Map<string, string>();
  for (const asked of wanted) {
    const each = asked.role === 'private' ? asked : toHeld(asked, observed.links);
    const nic = byName.get(each.nic);
    const problem = problemWith(each, byName, taken);
    if (problem === undefined && each.role === 'private') {
      taken.set(each.nic, each.nic);
      plan.nics.push(planPrivate(each, observed));
      continue;
    }
    if (nic === undefined && each.role === 'passthrough' && each.via === 'vfio') {
      // The guest has it: the kernel has no such link meanwhile.
      plan.nics.push({ nic: each.nic, index: 0, steps: [], tapSteps: [], problems: [] });
      continue;
    }
    if (problem !== undefined || nic === undefined || each.role === 'private') {
      plan.problems.push(problem ?? gone(each.nic));
      continue;
    }
    if (each.role === 'guest') taken.set(each.bridge, each.nic);
    plan.nics.push({
      nic: nic.name,
      index: nic.index,
      steps: planNic(each, nic, observed),
      tapSteps: planEnds(each, nic, observed),
      problems:
        each.role === 'guest'
          ? mtuProblems(nic, each.mtu)
          : each.role === 'passthrough'
            ? macvtapProblems(each, nic)
            : [],
    });
  }
  plan.steps = [
    ...observed.bridgeFilters.map((file): Step => ({ kind: 'no-bridge-filter', file })),
    ...planLeftovers(observed.links, taken),
  ];
  return plan;
}

function planGuestNic(wanted: WantedGuestNic, nic: ObservedLink, observed: Observed): Step[] {
  const { bridge } = wanted;
  const there = observed.links.find(({ name }) => name === bridge);
  const settings = toSettings(wanted);
  const isJoined = nic.master === bridge;
  const mtu = planMtu(nic, wanted.mtu);
  const strangers = portsOf(bridge, observed.links).filter((port) => port !== nic && !isTap(port));
  return [
    ...(there === undefined ? [{ kind: 'create-bridge', bridge, settings } as const] : []),
    ...(there?.bridge && !isSameBridge(there.bridge, settings)
      ? [{ kind: 'set-bridge', bridge, from: there.bridge, settings } as const]
      : []),
    ...(there?.alias === ourMark ? [] : [{ kind: 'mark', link: bridge } as const]),
    ...planSilence(bridge, there, observed),
    ...planSilence(nic.name, nic, observed),
    ...strangers.map((port): Step => ({ kind: 'leave', link: port.name, master: bridge })),
    ...(nic.mtu === mtu ? [] : [{ kind: 'set-mtu', link: nic.name, mtu } as const]),
    ...planAddress(nic, wanted.address, portsOf(bridge, observed.links).some(isTap)),
    ...(isJoined ? [] : [{ kind: 'join', nic: nic.name, bridge } as const]),
    ...planPort(nic, isJoined, wanted.portMask),
    // A new bridge takes it from its ports.
    ...(there === undefined || there.mtu === mtu ? [] : [{ kind: 'set-mtu', link: bridge, mtu } as const]),
    // The bridge first: a port that comes up in a bridge that is down would drop the guest's first frames.
    ...(there?.isUp ? [] : [{ kind: 'up', link: bridge } as const]),
    ...(nic.isUp ? [] : [{ kind: 'up', link: nic.name } as const]),
  ];
}

/** A bridge that somebody removed is the same again when it is made: it has no number of its own. */
const planPrivate = (wanted: WantedPrivateLink, observed: Observed): NicPlan => ({
  ...{ nic: wanted.nic, index: 0, problems: [] },
  steps: planPrivateLink(wanted, observed),
  tapSteps: planPrivateTaps(wanted.nic, observed),
});

function planNic(wanted: WantedNic, nic: ObservedLink, observed: Observed): Step[] {
  switch (wanted.role) {
    case 'guest':
      return planGuestNic(wanted, nic, observed);
    case 'management':
      return planManagement(wanted, nic, observed);
    case 'passthrough':
      return wanted.via === 'macvtap'
        ? planMacvtap(wanted, nic, observed)
        : planUnused(wanted, nic, observed);
    case 'unused':
      return planUnused(wanted, nic, observed);
  }
}

function planEnds(wanted: WantedNic, nic: ObservedLink, observed: Observed): Step[] {
  if (wanted.role === 'guest') return planTaps(wanted, nic, observed);
  return wanted.role === 'passthrough' ? planMacvtapEnds(nic.name, observed) : [];
}

function planUnused({ address }: WantedNic, nic: ObservedLink, observed: Observed): Step[] {
  return [
    ...(nic.isUp ? [{ kind: 'down', link: nic.name } as const] : []),
    ...(nic.master === undefined ? [] : [{ kind: 'leave', link: nic.name, master: nic.master } as const]),
    ...planSilence(nic.name, nic, observed),
    // It is down by then, and stays so.
    ...planAddress({ ...nic, isUp: false }, address, false),
  ];
}

/** The guest's ends: libvirt makes them and joins them, and knows nothing of silence and masks. */
function planTaps(wanted: WantedGuestNic, nic: ObservedLink, observed: Observed): Step[] {
  const mtu = planMtu(nic, wanted.mtu);
  return portsOf(wanted.bridge, observed.links)
    .filter((port) => port.name !== nic.name && isTap(port))
    .flatMap((tap): Step[] => [
      ...planSilence(tap.name, tap, observed),
      ...(tap.mtu === mtu ? [] : [{ kind: 'set-mtu', link: tap.name, mtu } as const]),
      ...planPort(tap, true, wanted.portMask),
    ]);
}

/** The kernel forgets a port's settings when it leaves a bridge. */
const planPort = (port: ObservedLink, isJoined: boolean, mask: number): Step[] =>
  (isJoined ? port.portMask : 0) === mask ? [] : [{ kind: 'set-port', link: port.name, mask }];

function planLeftovers(links: readonly ObservedLink[], taken: ReadonlyMap<string, string>): Step[] {
  return links
    .filter(({ name, bridge, alias }) => bridge !== undefined && alias === ourMark && !taken.has(name))
    .filter(({ name }) => portsOf(name, links).every((port) => !isTap(port)))
    .map(({ name }) => ({ kind: 'delete-bridge', bridge: name }));
}

const portsOf = (bridge: string, links: readonly ObservedLink[]): ObservedLink[] =>
  links.filter(({ master }) => master === bridge);
const isTap = ({ kind }: ObservedLink): boolean => kind === 'tun';

const toSettings = ({ multicastSnooping, forwardMask }: WantedGuestNic): BridgeSettings => ({
  ...quietBridge,
  ...{ multicastSnooping, forwardMask },
});

function problemWith(
  wanted: WantedLink,
  byName: ReadonlyMap<string, ObservedLink>,
  taken: ReadonlyMap<string, string>,
): Problem | undefined {
  const { nic } = wanted;
  if (wanted.role === 'private') {
    const there = byName.get(nic);
    return there === undefined || there.bridge !== undefined
      ? undefined
      : error('network.name-taken', `${nic} is there already and is no bridge: there is no private link`);
  }
  if (!byName.has(nic)) return gone(nic);
  if (wanted.role !== 'guest') return undefined;
  const { bridge } = wanted;
  const other = taken.get(bridge);
  if (other !== undefined)
    return error('network.name-clash', `Bridge ${bridge} is wanted by both ${other} and ${nic}`);
  const there = byName.get(bridge);
  if (there !== undefined && there.bridge === undefined)
    return error(
      'network.name-taken',
      `${bridge} is there already and is no bridge, so that ${nic} has none`,
    );
  return undefined;
}

const gone = (nic: string): Problem => error('network.nic-gone', `NIC ${nic} is gone`);
const error = (code: string, message: string): Problem => ({ code, severity: 'error', message });
