import { factValue, type Nic, type Problem } from '../../../contract/index.ts';
import type { NetworkPolicy } from '../../config/policy/policy.ts';
import { warning } from './plan-problem.ts';
import { ownAddress, type Placed, placeOf } from './plan-slots.ts';

type Port = Exclude<NetworkPolicy['nics'], string>[number];

/**
 * The NICs that a policy lists, each in the slot of its place in the list. One that is not there leaves its slot empty, and so does one that
 * is listed before: the guest starts without it.
 */
export function choosePorts(
  ports: readonly Port[],
  nics: readonly Nic[],
): { placed: Placed; problems: Problem[] } {
  const placed: Placed = new Map();
  const problems: Problem[] = [];
  const takenBy = new Map<Nic, string>();
  for (const [index, { port }] of ports.entries()) {
    const [nic, ...others] = findNics(port, nics);
    const other = nic && takenBy.get(nic);
    if (nic === undefined) problems.push(missing(port, nics));
    else if (others.length > 0) problems.push(ambiguous(port, [nic, ...others]));
    else if (other !== undefined) problems.push(twice(nic, other, port));
    else {
      placed.set(index + 1, nic);
      takenBy.set(nic, port);
    }
  }
  return { placed, problems };
}

/** By the first of these that any NIC has: place, name, hardware address, label. */
function findNics(port: string, nics: readonly Nic[]): Nic[] {
  const text = port.toLowerCase();
  const ways: ((nic: Nic) => boolean)[] = [
    (nic) => placeOf(nic) === text,
    (nic) => nic.name === port,
    (nic) => ownAddress(nic) === text,
    (nic) => factValue(nic.port)?.toLowerCase() === text,
  ];
  for (const isMeant of ways) {
    const found = nics.filter(isMeant);
    if (found.length > 0) return found;
  }
  return [];
}

const missing = (port: string, nics: readonly Nic[]): Problem =>
  warning(
    'guest.nic-missing',
    `The guest goes without the NIC ${port} of the policy: the box has none that is called so`,
    nics.length === 0 ? 'The box has no NIC at all' : `The box has ${describeAll(nics)}`,
  );

const ambiguous = (port: string, found: readonly Nic[]): Problem =>
  warning(
    'guest.nic-ambiguous',
    `The guest goes without the NIC ${port} of the policy: ${found.length} of the box are called so`,
    `Name one of them: ${describeAll(found)}`,
  );

const twice = (nic: Nic, first: string, second: string): Problem =>
  warning(
    'guest.nic-twice',
    `The NIC ${nic.name} is listed twice in the policy, as ${first} and as ${second}: the guest has it once`,
    'Take one of them out of network.nics',
  );

/** A hint is read on a seat. */
const maxDescribed = 8;

function describeAll(nics: readonly Nic[]): string {
  const described = nics.slice(0, maxDescribed).map(describe).join('; ');
  return nics.length <= maxDescribed ? described : `${described}; and ${nics.length - maxDescribed} more`;
}

/** `eno1 (0000:01:00.0, 3c:ec:ef:00:00:10, LAN 1)` */
function describe(nic: Nic): string {
  const more = [placeOf(nic), ownAddress(nic), factValue(nic.port)].filter((text) => text != null);
  return more.length === 0 ? nic.name : `${nic.name} (${more.join(', ')})`;
}
