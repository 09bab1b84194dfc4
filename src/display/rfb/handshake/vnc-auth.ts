import { createCipheriv } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Steps } from '../wire/steps.ts';

/** VNC authentication: the challenge goes back, encrypted with the password. */
export function* answerChallenge({ reader, outbox, options }: Context): Steps {
  yield* reader.need(16);
  outbox.send(encryptChallenge(reader.take(16), options.credentials?.password ?? ''));
}

/** DES with the first 8 bytes of the password, each with its bits turned round. */
export function encryptChallenge(challenge: Uint8Array, password: string): Buffer {
  const key = Buffer.alloc(8);
  Buffer.from(password, 'utf8').copy(key);
  for (const [index, byte] of key.entries()) key[index] = toReversed(byte);
  // OpenSSL has DES in its legacy provider only, but triple DES with one key three times is the same.
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(challenge), cipher.final()]);
}

function toReversed(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}
