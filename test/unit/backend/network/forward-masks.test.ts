import { expect, it } from 'vitest';
import { toForwardMasks } from '../../../../src/backend/network/forward-masks.ts';

it('asks the bridge for what the kernel lets bridges pass, and the ports for the rest', () => {
  expect(toForwardMasks([])).toEqual({ forwardMask: 0, portMask: 0 });
  expect(toForwardMasks(['lldp'])).toEqual({ forwardMask: 0x4000, portMask: 0 });
  expect(toForwardMasks(['lacp', 'eapol'])).toEqual({ forwardMask: 0x8, portMask: 0x4 });
});
