import { expect, test } from 'vitest';
import { hashPin, isPin } from '../../../../src/backend/access/pin-hash.ts';
import { parsePinHash } from '../../../../src/backend/config/parse-pin-hash.ts';
import { hashPin as hashPinForPolicy } from '../../../../src/cli/pin-hash.ts';

const cheap = { ln: 10, r: 8, p: 1 };
const salt = Buffer.alloc(16, 7);
const parsed = (text: string) => {
  const hash = parsePinHash(text);
  if (hash === undefined) throw new Error(`no hash: ${text}`);
  return hash;
};

test('the right PIN is taken, and no other', async () => {
  const hash = parsed(await hashPin('2468', salt, cheap));
  expect(await isPin('2468', hash)).toBe(true);
  expect(await isPin('24680', hash)).toBe(false);
  expect(await isPin('', hash)).toBe(false);
});

test('the hash of RFC 7914 section 12 comes out', async () => {
  const text = await hashPin('pleaseletmein', Buffer.from('SodiumChloride'), { ln: 14, r: 8, p: 1 });
  expect(parsed(text).hash.toString('hex')).toBe(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
  );
});

test('two hashes of one PIN differ', async () => {
  expect(await hashPin('2468', undefined, cheap)).not.toBe(await hashPin('2468', undefined, cheap));
});

test('what the CLI writes into the policy is what the backend reads', async () => {
  expect(await hashPinForPolicy('2468', salt)).toBe(await hashPin('2468', salt));
});

test('the same PIN from two keyboards is one PIN', async () => {
  const hash = parsed(await hashPin('caf\u00e9', salt, cheap));
  expect(await isPin('cafe\u0301', hash)).toBe(true);
});

const good = '$scrypt$ln=15,r=8,p=1$BwcHBwcHBwcHBwcHBwcHBw$NAOpHMP3n3yXMnLDQ1xKsZ0Q8Fcb8nUkWTnWTSfbrAk';

test.each([
  ['another scheme', good.replace('scrypt', 'argon2id')],
  ['memory for gigabytes', good.replace('ln=15', 'ln=30')],
  ['memory beyond 64 MiB', good.replace('ln=15', 'ln=17')],
  ['a block size beyond 64 MiB', good.replace('r=8', 'r=99')],
  ['a cost that is none', good.replace('ln=15', 'ln=01')],
  ['no parallelisation', good.replace('p=1', 'p=0')],
  ['much parallelisation', good.replace('p=1', 'p=99')],
  ['a hash that is too short', good.slice(0, -25)],
  ['text after it', `${good}\n`],
  ['nothing', ''],
])('%s is no hash', (_, text) => {
  expect(parsePinHash(good)).toBeDefined();
  expect(parsePinHash(text)).toBeUndefined();
});
