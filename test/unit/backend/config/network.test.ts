import { expect, it } from 'vitest';
import { findNetworkContradictions } from '../../../../src/backend/config/contradictions/network.ts';
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
