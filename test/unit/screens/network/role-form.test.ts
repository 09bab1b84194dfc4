import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NetworkPort, portRoleRequest } from '../../../../src/contract/index.ts';
import { roleFields, toFormValues, toRoleRequest } from '../../../../src/screens/network/role-form.ts';
import { sample } from '../../../support/samples.ts';

const [lan, unused, mgmt] = sample.network().ports as [NetworkPort, NetworkPort, NetworkPort];
const idsOf = (values: Record<string, string>) => roleFields(values).map(({ id }) => id);

test('addresses are asked for only where there are to be some', () => {
  expect(idsOf({ role: 'guest' })).toEqual(['role']);
  expect(idsOf({ role: 'management', by: 'dhcp' })).toEqual(['role', 'by', 'dns']);
  expect(idsOf({ role: 'management', by: 'static' })).toEqual(['role', 'by', 'address', 'gateway', 'dns']);
});

test('what a NIC is for now makes the request that leaves it so', () => {
  expect(toRoleRequest('enp3s0', toFormValues(mgmt))).toEqual({
    request: { port: 'enp3s0', role: 'management', ...mgmt.management?.wanted },
  });
  expect(toRoleRequest('enp1s0', toFormValues(lan))).toEqual({ request: { port: 'enp1s0', role: 'guest' } });
  expect(toRoleRequest('enp2s0', toFormValues(unused))).toEqual({
    request: { port: 'enp2s0', role: 'unused' },
  });
});

test('what is typed makes a request that the contract takes, or is refused with an example', () => {
  const text = fc.oneof(
    fc.string(),
    fc.ipV4(),
    fc.tuple(fc.ipV4(), fc.nat({ max: 40 })).map(([ip, prefix]) => `${ip}/${prefix}`),
  );
  const values = fc.record({
    ...{
      role: fc.constantFrom('guest', 'unused', 'policy', 'management'),
      by: fc.constantFrom('dhcp', 'static'),
    },
    ...{ address: text, gateway: text, dns: fc.array(text, { maxLength: 5 }).map((all) => all.join(' ')) },
  });
  fc.assert(
    fc.property(values, (typed) => {
      const made = toRoleRequest('eno1', typed);
      if ('wrong' in made) expect(made.wrong).toMatch(/for example/);
      else expect(portRoleRequest.parse(made.request)).toEqual(made.request);
    }),
    { numRuns: 500 },
  );
});
