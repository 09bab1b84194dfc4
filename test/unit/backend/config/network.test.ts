import { expect, it } from 'vitest';
import { findNetworkContradictions } from '../../../../src/backend/config/contradictions/network.ts';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { network } from '../../../../src/backend/config/policy/network.ts';

const messages = (policy: object): string[] =>
  findNetworkContradictions(network.parse(policy)).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

it('finds a port that is named twice, in either list', () => {
  expect(
    messages({
      ports: [
        { port: 'eno1', role: 'guest' },
        { port: 'ENO1', role: 'unused' },
      ],
    }),
  ).toEqual(['network.ports.1.port: network.ports[0] has it already']);
  expect(messages({ nics: [{ port: 'eno1' }, { port: 'eno1' }] })).toEqual([
    'network.nics.1.port: network.nics[0] has it already',
  ]);
});

it('finds a NIC that the guest is to have and nobody is to have', () => {
  expect(messages({ nics: [{ port: 'eno1' }], ports: [{ port: 'eno1', role: 'unused' }] })).toEqual([
    'network.nics.0.port: network.ports says that nobody has it',
  ]);
  expect(messages({ nics: [{ port: 'eno1' }], ports: [{ port: 'eno1', role: 'guest' }] })).toEqual([]);
});

it('finds a NIC that both the guest and the host are to have', () => {
  expect(messages({ nics: [{ port: 'eno1' }], ports: [{ port: 'eno1', role: 'management' }] })).toEqual([
    'network.nics.0.port: network.ports says that the host has it',
  ]);
});

it('finds settings of a management port at a port that is for something else', () => {
  const settings = { address: 'dhcp', gateway: '192.0.2.1', dns: ['192.0.2.1'], allow: [22] };
  expect(messages({ ports: [{ port: 'eno1', role: 'unused', ...settings }] })).toEqual(
    ['address', 'gateway', 'dns', 'allow'].map(
      (key) => `network.ports.0.${key}: the role of this port is unused`,
    ),
  );
});

it('finds what no host could have as its address', () => {
  const management = (settings: object) => ({ port: 'eno1', role: 'management', ...settings });
  expect(messages({ ports: [management({ address: '192.0.2.255/24' })] })).toEqual([
    'network.ports.0.address: the last address of a network is for all, and no host has it',
  ]);
  expect(messages({ ports: [management({ gateway: '192.0.2.1' })] })).toEqual([
    'network.ports.0.gateway: the address is by DHCP',
  ]);
  const dns = ['192.0.2.1', '127.0.0.1'];
  expect(messages({ ports: [management({ address: '192.0.2.10/24', dns })] })).toEqual([
    'network.ports.0.dns.1: a loopback address leads back to the host itself',
  ]);
  expect(
    messages({ ports: [management({ address: '192.0.2.10/24', gateway: '192.0.2.1', dns: [] })] }),
  ).toEqual([]);
});

it('finds two management ports in one network', () => {
  const ports = ['192.0.2.10/24', 'dhcp', '192.0.2.77/25'].map((address, index) => ({
    ...{ port: `eno${index}`, role: 'management', address },
  }));
  expect(messages({ ports })).toEqual([
    'network.ports.2.address: network.ports[0] is in this network already',
  ]);
});

it('says where in the file a wrong setting stands', () => {
  const text = `version: 1
guest:
  disks: [{target: vda, source: /dev/bezel/guest-system}]
network:
  ports:
    - port: LAN 2
      role: management
      address: 192.0.2.10/24
      gateway: 198.51.100.1
`;
  expect(parsePolicy(text, 'appliance.yaml')).toMatchObject({
    ok: false,
    problems: [
      {
        message: 'network.ports[0].gateway is "198.51.100.1": it is not in the network of the address',
        where: { file: 'appliance.yaml', line: 9, column: 16 },
      },
    ],
  });
});
