import { expect, test } from 'vitest';
import { type StatusParts, toStatus } from '../../../../src/backend/status/to-status.ts';
import { type Problem, status, unknown } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';

const parts = (change: Partial<StatusParts> = {}): StatusParts => ({
  version: '0.1.0',
  startedAt: new Date(0),
  ready: true,
  product: {},
  inventory: { ...sample.inventory(), problems: [] },
  libvirt: { connected: true },
  config: { ...sample.config(), problems: [] },
  changes: sample.changes(),
  guest: { ...sample.guest(), problems: [] },
  problems: [],
  ...change,
});
const problem = (code: string, severity: Problem['severity']): Problem => ({ code, severity, message: code });

test('it is what the contract says', () => {
  expect(status.parse(toStatus(parts()))).toEqual(toStatus(parts()));
});

test('before the hardware was read everything about it is unknown, and nothing fails', () => {
  const { product, summary } = toStatus(parts({ inventory: undefined }));
  expect(product.serial.state).toBe('unknown');
  expect(summary).toMatchObject({ cpus: { state: 'unknown' }, nics: 0 });
});

test('errors come first, what comes twice is told once', () => {
  const { problems } = toStatus(
    parts({
      problems: [problem('a', 'warning'), problem('b', 'error')],
      config: {
        ...sample.config(),
        problems: [problem('c', 'warning'), problem('d', 'error'), problem('d', 'error')],
      },
    }),
  );
  expect(problems.map((p) => p.code).filter((code) => /^[a-d]$/.test(code))).toEqual(['b', 'd', 'a', 'c']);
});

test('libvirt is missed after the first try, not before', () => {
  const codes = (libvirt: StatusParts['libvirt']) => toStatus(parts({ libvirt })).problems.map((p) => p.code);
  expect(codes({ connected: false })).not.toContain('libvirt.unreachable');
  expect(codes({ connected: false, since: new Date(0).toISOString() })).toContain('libvirt.unreachable');
});

test("the policy names the appliance where the box's firmware does not", () => {
  const inventory = sample.inventory();
  const product = { vendor: 'ACME & Sons', name: 'Box <9000>' };
  const smbios = {
    ...inventory.smbios,
    system: { product: unknown(), manufacturer: { state: 'known', value: 'Dell' } as const },
  };
  const named = toStatus(parts({ product, inventory: { ...inventory, smbios } })).product;
  expect(named.name).toEqual({ state: 'known', value: 'Box <9000>' });
  expect(named.manufacturer).toEqual({ state: 'known', value: 'Dell' });
});
