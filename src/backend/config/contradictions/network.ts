import type { Mistake } from '../mistake.ts';
import type { NetworkPolicy } from '../policy/policy.ts';
import { findRepeated } from './repeated.ts';

/** NICs that are named twice in one list, or that the guest is to have and nobody is to have. */
export function findNetworkContradictions({ nics, ports, pass }: NetworkPolicy): Mistake[] {
  const listed = typeof nics === 'string' ? [] : nics;
  const unused = new Set(ports.filter(({ role }) => role === 'unused').map(({ port }) => port.toLowerCase()));
  return [
    ...findRepeated(listed.map(toOnce('nics'))),
    ...findRepeated(ports.map(toOnce('ports'))),
    ...listed.flatMap(({ port }, index) =>
      unused.has(port.toLowerCase())
        ? [{ path: ['network', 'nics', index, 'port'], message: 'network.ports says that nobody has it' }]
        : [],
    ),
    ...findRepeated(
      pass.map((value, index) => ({
        path: ['network', 'pass', index],
        value,
        owner: `network.pass[${index}]`,
      })),
    ),
  ];
}

/** Places and hardware addresses are the same in small letters; so are names and labels, near enough. */
const toOnce = (list: string) => (member: { port: string }, index: number) => ({
  path: ['network', list, index, 'port'],
  value: member.port.toLowerCase(),
  owner: `network.${list}[${index}]`,
});
