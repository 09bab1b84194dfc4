import { describe, expect, it } from 'vitest';
import { planPortRoles } from '../../../../src/backend/engine/port-roles.ts';
import { toManagementPorts } from '../../../../src/backend/network/management/management-ports.ts';
import { renderManagement } from '../../../../src/backend/network/management/render-management.ts';
import { planBridges } from '../../../../src/backend/network/plan-bridges.ts';
import { nicAt } from '../../../support/any-machine.ts';
import { bridge, joined, nic, observed } from './links.ts';

const lan1 = nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0');
const wanted = [{ nic: 'eth0', role: 'management' } as const];
const stepsOf = (...args: Parameters<typeof planBridges>) => {
  const { nics, steps } = planBridges(...args);
  return [...nics.flatMap((each) => each.steps), ...steps];
};

describe('the plan of a management port', () => {
  it('takes a NIC out of its bridge, which goes, and has the host speak ARP there and no IPv6', () => {
    const links = [joined('eth0', { makesAddresses: true }), bridge('br-eth0')];
    expect(stepsOf(observed(links, { ipv6: new Set(['eth0']) }), wanted)).toEqual([
      { kind: 'leave', link: 'eth0', master: 'br-eth0' },
      { kind: 'make-no-addresses', link: 'eth0' },
      { kind: 'no-ipv6', link: 'eth0' },
      { kind: 'speak-arp', link: 'eth0' },
      { kind: 'delete-bridge', bridge: 'br-eth0' },
    ]);
  });

  it('brings an unused NIC up, and leaves its addresses alone', () => {
    const links = [nic('eth0', { makesAddresses: false, addresses: ['192.0.2.10/24'] })];
    expect(stepsOf(observed(links), wanted)).toEqual([{ kind: 'up', link: 'eth0' }]);
  });

  it('has nothing to do when it is so', () => {
    const links = [nic('eth0', { isUp: true, makesAddresses: false, addresses: ['192.0.2.10/24'] })];
    expect(stepsOf(observed(links), wanted)).toEqual([]);
  });
});

it('takes the open ports from the policy where a technician has set the address', () => {
  const ports = [
    { port: lan1.name, role: 'management', address: '192.0.2.10/24', by: 'technician' },
    { port: 'eno1', role: 'management', address: 'dhcp', allow: [22] },
  ] as const;
  const { entries } = planPortRoles(
    ports.map((port) => ({ ...port, allow: 'allow' in port ? [...port.allow] : undefined })),
    [lan1],
  );
  expect(toManagementPorts([lan1], entries)).toEqual([
    { nic: 'eno1', wanted: { address: '192.0.2.10/24' }, allow: [22] },
  ]);
});

const quiet = ['LinkLocalAddressing=no', 'IPv6AcceptRA=no', 'LLDP=no', 'EmitLLDP=no', 'LLMNR=no'];

describe('what networkd is told', () => {
  it('is a fixed address with its gateway and name servers', () => {
    const settings = { address: '192.0.2.10/24', gateway: '192.0.2.1', dns: ['192.0.2.2', '192.0.2.3'] };
    const { files, problems } = renderManagement([{ nic: 'eno1', wanted: settings, allow: [] }]);
    expect(problems).toEqual([]);
    expect(files.map(({ name }) => name)).toEqual(['90-bezel-management-eno1.network']);
    const lines = files[0]?.text.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        ...['Name=eno1', ...quiet, 'DHCP=no', 'Address=192.0.2.10/24'],
        ...['Gateway=192.0.2.1', 'DNS=192.0.2.2', 'DNS=192.0.2.3'],
      ]),
    );
  });

  it('is DHCP that names the host to nobody', () => {
    const { files } = renderManagement([{ nic: 'eno1', wanted: { address: 'dhcp' }, allow: [] }]);
    expect(files[0]?.text.split('\n')).toEqual(
      expect.arrayContaining([...quiet, 'DHCP=ipv4', 'ClientIdentifier=mac', 'SendHostname=no']),
    );
  });

  it('is nothing of a NIC whose name is a pattern, and a problem says so; the others have theirs', () => {
    const dhcp = { wanted: { address: 'dhcp' }, allow: [] } as const;
    const ports = ['en*', 'eno1'].map((nic) => ({ nic, ...dhcp }));
    const { files, usable, problems } = renderManagement(ports);
    expect([files.length, usable]).toEqual([1, [ports[1]]]);
    expect(problems).toMatchObject([{ code: 'network.name-unusable', severity: 'error' }]);
  });
});
