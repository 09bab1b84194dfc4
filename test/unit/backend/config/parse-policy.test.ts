import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePinHash } from '../../../../src/backend/config/parse-pin-hash.ts';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import type { Problem } from '../../../../src/contract/index.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const folder = join(root, 'test', 'fixtures', 'policies');
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const toLines = (problems: Problem[]): string =>
  problems
    .map(
      ({ code, message, hint, where }) =>
        `${where?.line}:${where?.column} ${code}: ${message}${hint === undefined ? '' : `\n    ${hint}`}\n`,
    )
    .join('');

describe('a policy', () => {
  it.each(names)('with mistakes says what, where and what is allowed: %s', async (name) => {
    const parsed = parsePolicy(readFileSync(join(folder, name), 'utf8'), 'appliance.yaml');
    if (parsed.ok) throw new Error('it is accepted');
    await expect(toLines(parsed.problems)).toMatchFileSnapshot(join(folder, name.replace('.yaml', '.txt')));
  });

  it('needs hardly anything to be complete', () => {
    const parsed = parsePolicy('version: 1\nguest:\n  disks: [{target: vda, source: /dev/x}]\n', 'f');
    expect(parsed).toMatchObject({
      ok: true,
      policy: {
        guest: {
          name: 'guest',
          autostart: true,
          stopTimeoutS: 120,
          accelerator: 'kvm',
          smbios: { source: 'inherit' },
          memory: { reserveMiB: 1024 },
        },
        console: { seats: ['tty1', 'ttyS0'] },
        access: { idleTimeoutS: 300 },
      },
    });
  });

  it('of the demo is usable, and its PIN hash too', () => {
    const parsed = parsePolicy(readFileSync(join(root, 'image', 'demo', 'appliance.yaml'), 'utf8'), 'f');
    if (!parsed.ok) throw new Error(toLines(parsed.problems));
    expect(parsePinHash(parsed.policy.access.pinHash ?? '')).toBeDefined();
  });

  it('of any text gives problems with places inside it, and no exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        const parsed = parsePolicy(text, 'f');
        const lines = text.split('\n').length;
        if (!parsed.ok)
          for (const { where } of parsed.problems) expect(where?.line).toBeLessThanOrEqual(lines);
        return parsed.ok || parsed.problems.length > 0;
      }),
    );
  });

  it('that is not there leaves a console with its usual seats and no PIN', () => {
    expect(noPolicy()).toMatchObject({
      guest: undefined,
      console: { seats: ['tty1', 'ttyS0'] },
      access: { idleTimeoutS: 300 },
    });
  });
});
