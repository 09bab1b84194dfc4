import { describe, expect, it } from 'vitest';
import type { Override } from '../../../../../src/backend/network/roles/model.ts';
import {
  type PortEntry,
  planRoleChange,
  toLastingName,
} from '../../../../../src/backend/network/roles/plan-role-change.ts';
import type { Nic, PortRoleRequest } from '../../../../../src/contract/index.ts';
import { bareNic, nicAt } from '../../../../support/any-machine.ts';

const lan1 = nicAt('eno1', '3c:ec:ef:00:00:10', '0000:01:00.0', 'LAN 1');
const lan2 = nicAt('eno2', '3c:ec:ef:00:00:11', '0000:02:00.0');
const both = [lan1, lan2];
type Wish =
  | Omit<Extract<PortRoleRequest, { role: 'management' }>, 'port'>
  | { role: 'guest' | 'unused' | 'policy' };
const set = (nic: Nic, wish: Wish, overrides: Override[] = [], ports: PortEntry[] = [], nics = both) =>
  planRoleChange({
    request: { port: nic.name, ...wish } as PortRoleRequest,
    ...{ nic, nics, ports, overrides },
  });
const static2: Wish = { role: 'management', address: '192.0.2.10/24', gateway: '192.0.2.1' };
const changed = (...args: Parameters<typeof set>) => {
  const planned = set(...args);
  if (planned.kind !== 'change') throw new Error(planned.message);
  return planned.change;
};

it('names the NIC by what it keeps when the kernel names it anew', () => {
  expect(toLastingName(lan1, both)).toBe('3c:ec:ef:00:00:10');
  const twin = nicAt('eno3', '3c:ec:ef:00:00:10', '0000:03:00.0');
  expect(toLastingName(lan1, [lan1, twin])).toBe('0000:01:00.0');
  expect(toLastingName(bareNic('eth0'), [bareNic('eth0')])).toBe('eth0');
  expect(changed(lan1, { role: 'unused' }).overrides).toEqual([
    { port: '3c:ec:ef:00:00:10', role: 'unused' },
  ]);
});

it('replaces what was said of the NIC before, also when it had another name then, and leaves the others', () => {
  const { overrides: first } = changed(lan1, { role: 'unused' });
  const { overrides: second } = changed(lan2, static2, first);
  const renamed = { ...lan1, name: 'enp9s0' };
  const third = changed(renamed, { role: 'guest' }, second, [], [renamed, lan2]);
  expect(third.overrides).toEqual([second[1], { port: '3c:ec:ef:00:00:10', role: 'guest' }]);
  expect(changed(lan2, { role: 'policy' }, third.overrides).overrides).toEqual([third.overrides[1]]);
});

describe('the message', () => {
  it('tells what is and what was, as the policy and technicians have said', () => {
    const ports: PortEntry[] = [{ port: 'eno1', role: 'unused' }];
    expect(changed(lan1, { role: 'guest' }, [], ports).message).toBe('eno1 (LAN 1): guest (before: unused)');
    const { overrides } = changed(lan1, { role: 'guest' }, [], ports);
    expect(changed(lan1, { role: 'policy' }, overrides, ports).message).toBe(
      'eno1 (LAN 1): unused, as the policy says (before: guest)',
    );
    expect(changed(lan2, { ...static2, dns: ['192.0.2.2'] } as Wish).message).toBe(
      'eno2: management with 192.0.2.10/24, gateway 192.0.2.1, name servers 192.0.2.2 (before: guest)',
    );
  });

  it('says when the guest loses its last NIC, and only then', () => {
    const { overrides, message } = changed(lan1, { role: 'unused' });
    expect(message).not.toContain('any more');
    expect(changed(lan2, static2, overrides).message).toContain("no NIC of the box is the guest's any more");
    const none = changed(lan2, static2, overrides).overrides;
    expect(changed(lan2, { role: 'unused' }, none).message).not.toContain('any more');
  });
});

it('has nothing to do where it is so already', () => {
  const { overrides } = changed(lan2, static2);
  expect(set(lan2, static2, overrides).kind).toBe('same');
  expect(set(lan1, { role: 'policy' }).kind).toBe('same');
});

describe('what is refused', () => {
  it.each([
    [{ role: 'management', address: '192.0.2.0/24' }, /^address is 192.0.2.0\/24: /],
    [{ ...static2, gateway: '198.51.100.1' }, /^gateway is 198.51.100.1: /],
    [{ ...static2, dns: ['192.0.2.2', '127.0.0.1'] }, /^dns is 127.0.0.1: /],
  ] as [Wish, RegExp][])('%j', (wish, message) => {
    expect(set(lan2, wish)).toMatchObject({
      ...{ kind: 'refused', code: 'network.wrong-value' },
      message: expect.stringMatching(message),
    });
  });

  it('is a second port in one network, whoever has said so of the first', () => {
    const ports: PortEntry[] = [{ port: 'eno1', role: 'management', address: '192.0.2.7/24' }];
    const refused = { kind: 'refused', message: expect.stringContaining('in this network already') };
    expect(set(lan2, static2, [], ports)).toMatchObject(refused);
    expect(set(lan1, static2, [], ports).kind).toBe('change');
    const { overrides } = changed(lan1, { role: 'management', address: '192.0.2.8/25' });
    expect(set(lan2, static2, overrides)).toMatchObject(refused);
  });
});
