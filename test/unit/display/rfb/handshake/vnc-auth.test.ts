import { expect, test } from 'vitest';
import { encryptChallenge } from '../../../../../src/display/rfb/handshake/vnc-auth.ts';

test.each([
  ['correct!', 'd662f23cb3c2bea890c46728df11d058'],
  ['short', 'bed094b9d80cdd537e68ba8fe477d52b'],
  ['longer than eight', 'cee68ea5a4c8f381afaf5d76af6832fe'],
])('the password %j encrypts a challenge as DES does', (password, expected) => {
  expect(encryptChallenge(Buffer.from('0123456789abcdef'), password).toString('hex')).toBe(expected);
});
