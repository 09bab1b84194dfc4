import { expect, it } from 'vitest';
import { parseIpJson } from '../../../../src/backend/engine/parse-ip-json.ts';
import { ipv6File, linkWordsOf, toLinkName } from '../../../../src/backend/network/link-words.ts';

const links = [
  { name: '"a\'#b', index: 7 },
  { name: 'a\\', index: 8 },
  { name: 'if8', index: 9 },
];

it('calls a link by its name, or by its number where a batch would read something else', () => {
  const word = linkWordsOf(links);
  expect(word('eth0')).toBe('eth0');
  expect(word('-x')).toBe('-x');
  expect(word('"a\'#b')).toBe('if7');
  // Another link is called so.
  expect(() => word('a\\')).toThrow('not the name of a link');
  expect(() => word('no such link')).toThrow('not the name of a link');
  expect(() => toLinkName('a\nb')).toThrow('not the name of a link');
});

it('knows no file for what is no link', () => {
  expect(ipv6File('a"b')).toBe('/proc/sys/net/ipv6/conf/a"b/disable_ipv6');
  for (const name of ['all', 'default', '..', 'a/b', '']) expect(ipv6File(name)).toBeUndefined();
});

it('reads names with control characters, of which one would hide all other links', () => {
  expect(parseIpJson('[{"ifname":"a\u0001b","alias":"\\t"}\n]\n')).toEqual([
    { ifname: 'a\u0001b', alias: '\t' },
  ]);
});
