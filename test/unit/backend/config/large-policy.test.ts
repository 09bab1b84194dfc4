import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { policyLimitBytes } from '../../../../src/backend/config/read-policy.ts';

/** As large as a policy may be, of one thing again and again. */
function fill(before: string, part: (index: number) => string, after = ''): string {
  const parts = [before];
  let left = policyLimitBytes - before.length - after.length;
  for (let index = 0; ; index++) {
    const next = part(index);
    left -= next.length;
    if (left < 0) return [...parts, after].join('');
    parts.push(next);
  }
}

const disks = 'version: 1\nguest:\n  disks:\n';

describe('the largest policy that is read', () => {
  it.each([
    ['keys that nobody knows', fill('', (i) => `k${i}:\n`)],
    ['keys that nobody knows, in one line', fill('{', (i) => `k${i},`, '}')],
    ['the same key', fill('', () => 'k:\n')],
    ['numbers as keys, with anchors', fill('', (i) => `&a${i} ${i}: 1\n`)],
    ['aliases', fill('a: &a x\nb: [', () => '*a,', ']')],
    ['empty disks', fill(disks, () => '    - {}\n')],
    ['disks that are none', fill(disks, () => '    -\n')],
    ['ports without a name', fill(`${disks}    - {}\nnetwork:\n  nics:\n`, () => '    - {}\n')],
    ['brackets', fill('', () => '[')],
    ['braces inside one another', fill('', () => '{a: ')],
    ['brackets that nothing opens', fill('', () => '}')],
    ['colons and braces', fill('', () => ': {\n')],
    ['tags', fill('', () => '- !a b\n')],
    ['comments', fill('', () => '#\n')],
    ['documents', fill('', () => '---\n')],
    ['one text', fill('version: "', () => 'x', '"')],
    ['holes in SMBIOS texts', fill('guest: {smbios: {oemStrings: [', () => `"${'{{'.repeat(100)}",`, ']}}')],
  ])('is refused with a handful of problems when it consists of %s', (_, text) => {
    const parsed = parsePolicy(text, 'f');
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(20);
  });
});
