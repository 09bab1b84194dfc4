import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bridgeName } from '../../../../src/backend/engine/bridge-name.ts';

it("has the NIC's name as it is where that is plain and short", () => {
  expect(['eth0', 'enp0s31f6', 'ens1f0np0', 'lan.4', 'all'].map(bridgeName)).toEqual([
    ...['br-eth0', 'br-enp0s31f6', 'br-ens1f0np0', 'br-lan.4', 'br-all'],
  ]);
});

it('tells long names with the same end apart', () => {
  const names = ['enp129s0f0np0', 'enp229s0f0np0', 'xenp129s0f0np0'].map(bridgeName);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^br-f0np0-[0-9a-z]{6}$/);
});

it('is plain and fits, whatever the kernel takes for a name', () => {
  const anyName = fc.string({ unit: 'binary', minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(anyName, (name) => {
      expect(bridgeName(name)).toMatch(/^br-[A-Za-z0-9_.-]{1,12}$/);
      expect(bridgeName(name)).toBe(bridgeName(name));
    }),
  );
});
