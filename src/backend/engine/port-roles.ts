import type { PortRole as NetworkPortRole, Nic, Problem } from '../../contract/index.ts';
import { describeNics, findNics } from './nic-names.ts';

/** What a policy, or a technician, says that a NIC is for. */
export interface PortRole {
  port: string;
  role: NetworkPortRole;
  /** A technician's counts more than the policy's, and names a NIC that may be gone for a while. */
  by?: 'technician';
  /** With role `management`: TCP ports, which the policy alone says. */
  allow?: readonly number[] | undefined;
}

/**
 * The entry of each NIC that the list names, and what is wrong with the list: it counts as far as it names one NIC each. Technicians' entries
 * are the first of the list; at which ports the host may be reached remains the policy's to say.
 */
export function planPortRoles<P extends PortRole>(
  ports: readonly P[],
  nics: readonly Nic[],
): { entries: Map<Nic, P>; problems: Problem[] } {
  const problems: Problem[] = [];
  const entries = new Map<Nic, P>();
  for (const entry of ports) {
    const [nic, ...others] = findNics(entry.port, nics);
    const before = nic && entries.get(nic);
    if (nic === undefined) {
      if (entry.by === undefined) problems.push(unknownPort(entry.port, nics));
    } else if (others.length > 0) problems.push(ambiguous(entry.port, [nic, ...others]));
    else if (before !== undefined) {
      if (before.by === undefined) problems.push(twice(nic, before.port, entry.port));
      else if (before.role === 'management') entries.set(nic, { ...before, allow: entry.allow });
    } else entries.set(nic, entry);
  }
  return { entries, problems };
}

/** What a NIC is for: a guest's, unless an entry says otherwise. */
export const roleOf = (entries: ReadonlyMap<Nic, PortRole>, nic: Nic): NetworkPortRole =>
  entries.get(nic)?.role ?? 'guest';

const unknownPort = (port: string, nics: readonly Nic[]): Problem =>
  warning(
    'network.port-unknown',
    `network.ports names ${port}, and the box has no NIC that is called so`,
    nics.length === 0 ? 'The box has no NIC at all' : `The box has ${describeNics(nics)}`,
  );

const ambiguous = (port: string, found: readonly Nic[]): Problem =>
  warning(
    'network.port-ambiguous',
    `network.ports names ${port}, and ${found.length} NICs of the box are called so: the entry does not count`,
    `Name one of them: ${describeNics(found)}`,
  );

const twice = (nic: Nic, first: string, second: string): Problem =>
  warning(
    'network.port-twice',
    `network.ports names the NIC ${nic.name} twice, as ${first} and as ${second}: the first counts`,
    'Take one of them out of network.ports',
  );

const warning = (code: string, message: string, hint: string): Problem => ({
  code,
  severity: 'warning',
  message,
  hint,
});
