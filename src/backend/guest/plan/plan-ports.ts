import type { Nic, Problem } from '../../../contract/index.ts';
import type { NetworkPolicy } from '../../config/policy/policy.ts';
import { describeNics, findNics } from '../../engine/nic-names.ts';
import { warning } from './plan-problem.ts';
import type { Placed } from './plan-slots.ts';

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

const missing = (port: string, nics: readonly Nic[]): Problem =>
  warning(
    'guest.nic-missing',
    `The guest goes without the NIC ${port} of the policy: the box has none that is called so`,
    nics.length === 0 ? 'The box has no NIC at all' : `The box has ${describeNics(nics)}`,
  );

const ambiguous = (port: string, found: readonly Nic[]): Problem =>
  warning(
    'guest.nic-ambiguous',
    `The guest goes without the NIC ${port} of the policy: ${found.length} of the box are called so`,
    `Name one of them: ${describeNics(found)}`,
  );

const twice = (nic: Nic, first: string, second: string): Problem =>
  warning(
    'guest.nic-twice',
    `The NIC ${nic.name} is listed twice in the policy, as ${first} and as ${second}: the guest has it once`,
    'Take one of them out of network.nics',
  );
