import { expect, it } from 'vitest';
import { nicLinkWords } from '../../../src/client/guest-nic-words.ts';
import type { GuestNic } from '../../../src/contract/index.ts';

const nic: GuestNic = { nic: 'eno1', mac: '', bridge: '' };

it.each([
  [{ attached: true, linkUp: true }, 'running', 'up'],
  [{ attached: true, linkUp: false }, 'running', 'down'],
  [{ attached: false, linkUp: true }, 'running', 'not in the guest'],
  [{ attached: false, linkUp: true }, 'off', 'up'],
  [{ attached: false }, 'off', 'unknown'],
  [{}, 'unknown', 'unknown'],
] as const)("the link of a NIC that is %j in a guest that is %s is '%s'", (parts, state, words) => {
  expect(nicLinkWords({ ...nic, ...parts }, state)).toBe(words);
});
