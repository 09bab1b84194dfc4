import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as libvirt from '../../../src/libvirt/index.ts';

const readme = readFileSync(new URL('../../../src/libvirt/README.md', import.meta.url), 'utf8');

test('everything that the README imports is exported', () => {
  const names = /import \{ (.+) \} from 'libvirt'/.exec(readme)?.[1]?.split(', ') ?? [];
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !(name in libvirt))).toEqual([]);
});

test('every method that the README calls on a connection exists', () => {
  const names = Array.from(readme.matchAll(/\bconnection\.(\w+)\(/g), ([, name]) => name);
  expect(names.filter((name) => !(name !== undefined && name in libvirt.Libvirt.prototype))).toEqual([]);
});
