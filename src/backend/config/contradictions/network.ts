import type { Mistake } from '../mistake.ts';
import type { NetworkPolicy } from '../policy/policy.ts';
import { findManagementContradictions } from './management.ts';
import { findRepeated } from './repeated.ts';

/** NICs that are named twice in one list, or that the guest is to have and somebody else or nobody; settings of management ports. */
export function findNetworkContradictions({ nics, ports, pass }: NetworkPolicy): Mistake[] {
  const listed = typeof nics === 'string' ? [] : nics;
  const roles = new Map(ports.map(({ port, role }) => [port.toLowerCase(), role]));
  return [
    ...findRepeated(listed.map(toOnce('nics'))),
    ...findRepeated(ports.map(toOnce('ports'))),
    ...listed.flatMap(({ port }, index) =>
      toOwner(roles.get(port.toLowerCase())).map((owner) => ({
        path: ['network', 'nics', index, 'port'],
        message: `network.ports says that ${owner} has it`,
      })),
    ),
    ...findManagementContradictions(ports),
    ...findRepeated(
      pass.map((value, index) => ({
        path: ['network', 'pass', index],
        value,
        owner: `network.pass[${index}]`,
      })),
    ),
  ];
}

/** Who has a NIC instead of the guest. */
const toOwner = (role: NetworkPolicy['ports'][number]['role'] | undefined): string[] =>
  role === 'unused' ? ['nobody'] : role === 'management' ? ['the host'] : [];

/** Places and hardware addresses are the same in small letters; so are names and labels, near enough. */
const toOnce = (list: string) => (member: { port: string }, index: number) => ({
  path: ['network', list, index, 'port'],
  value: member.port.toLowerCase(),
  owner: `network.${list}[${index}]`,
});
