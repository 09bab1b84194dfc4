import { expect, test } from 'vitest';
import { isVirtualisingCpu, planAccel } from '../../../lab/driver/accel.ts';

test.each([
  [{ cpuVirtualises: true, nested: true, probeRan: true }, 'kvm'],
  [{ cpuVirtualises: true, nested: true, probeRan: false }, 'tcg'],
  [{ cpuVirtualises: true, nested: true, probeRan: null }, 'tcg'],
  [{ cpuVirtualises: true, nested: false, probeRan: true }, 'tcg'],
  [{ cpuVirtualises: true, nested: null, probeRan: true }, 'tcg'],
  [{ cpuVirtualises: false, nested: true, probeRan: true }, 'tcg'],
])('%o is run by %s', (facts, kind) => {
  expect(planAccel(facts).kind).toBe(kind);
});

test('a processor virtualises when its flags say so, and only then', () => {
  expect(isVirtualisingCpu('model name\t: svm 9000\nflags\t\t: fpu vme svm nx\n')).toBe(true);
  expect(isVirtualisingCpu('flags\t\t: fpu vmx\n')).toBe(true);
  expect(isVirtualisingCpu('model name\t: vmx\nflags\t\t: fpu svmx\n')).toBe(false);
});
