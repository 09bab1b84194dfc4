import { expect, it } from 'vitest';
import { planPortRoles } from '../../../../src/backend/engine/port-roles.ts';
import { known, type Nic, unknown } from '../../../../src/contract/index.ts';

const nic = (name: string, path: string, mac: string, port?: string): Nic =>
  ({
    ...{ name, path: known(path), mac: known(mac), permanentMac: known(mac) },
    port: port === undefined ? unknown() : known(port),
  }) as Nic;
const nics = [
  nic('eno1', '0000:01:00.0', '3c:ec:ef:00:00:10', 'LAN 1'),
  nic('eno2', '0000:01:00.1', '3c:ec:ef:00:00:11', 'LAN 2'),
  nic('eno3', '0000:02:00.0', '3c:ec:ef:00:00:12', 'LAN 2'),
];
const unused = (...ports: string[]) => ports.map((port) => ({ port, role: 'unused' }) as const);

it('finds a port by its place, name, hardware address and label', () => {
  for (const port of ['0000:01:00.0', 'eno1', '3C:EC:EF:00:00:10', 'lan 1'])
    expect([...planPortRoles(unused(port), nics).entries.keys()]).toEqual([nics[0]]);
});

it('says which port the box does not have, and what it has', () => {
  const { entries, problems } = planPortRoles(unused('eno9'), nics);
  expect(entries.size).toBe(0);
  expect(problems[0]).toMatchObject({
    code: 'network.port-unknown',
    message: 'network.ports names eno9, and the box has no NIC that is called so',
    hint: expect.stringContaining('eno1 (0000:01:00.0, 3c:ec:ef:00:00:10, LAN 1)'),
  });
});

it('counts the first of two entries for one NIC, and none that could mean two NICs', () => {
  const roles = planPortRoles([{ port: 'eno1', role: 'guest' }, ...unused('LAN 1', 'LAN 2')], nics);
  expect([...roles.entries.values()]).toEqual([{ port: 'eno1', role: 'guest' }]);
  expect(roles.problems.map(({ code }) => code)).toEqual(['network.port-twice', 'network.port-ambiguous']);
});

it('counts what a technician has said before what the policy says, and waits for a NIC that is gone', () => {
  const said = (port: string) => ({ port, role: 'guest', by: 'technician' }) as const;
  const roles = planPortRoles([said('eno1'), said('3c:ec:ef:00:00:99'), ...unused('LAN 1', 'eno2')], nics);
  expect([...roles.entries.values()].map(({ role }) => role)).toEqual(['guest', 'unused']);
  expect(roles.problems).toEqual([]);
});
