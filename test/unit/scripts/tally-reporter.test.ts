import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tally } from '../../../scripts/lib/tally.ts';

const root = join(import.meta.dirname, '../../..');
const source = `
import { beforeAll, describe, expect, it } from 'vitest';
it('passes', () => {});
it('fails', () => expect(1).toBe(2));
it('is skipped with a reason', ({ skip }) => skip('needs a burner'));
it.skip('is skipped without one', () => {});
describe('a group whose set-up fails', () => {
  beforeAll(() => { throw new Error('no libvirtd'); });
  it('never runs', () => {});
});
`;

let dir: string;
let tally: Tally;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bezel-tally-'));
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  await writeFile(join(dir, 'package.json'), '{ "type": "module" }');
  await writeFile(join(dir, 'some.test.ts'), source);
  await writeFile(join(dir, 'broken.test.ts'), "throw new Error('broken while loading');");
  const file = join(dir, 'tally.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', dir, '--reporter', join(root, 'scripts/lib/tally-reporter.ts')];
  const env = { ...process.env, BEZEL_TALLY: file };
  await new Promise((resolve) => execFile(process.execPath, args, { cwd: dir, env }, resolve));
  tally = JSON.parse(await readFile(file, 'utf8')) as Tally;
}, 60_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('the counting reporter', () => {
  it('counts what passed', () => expect(tally.passed).toBe(1));

  it('keeps the reason of a skip', () => {
    expect(tally.skipped).toEqual([
      { name: 'is skipped with a reason', reason: 'needs a burner' },
      { name: 'is skipped without one', reason: 'no reason given' },
    ]);
  });

  it('counts as failed what failed, what was never set up, and files that do not load', () => {
    expect(new Map(tally.failed.map(({ name, reason }) => [name, reason]))).toEqual(
      new Map([
        ['fails', 'expected 1 to be 2 // Object.is equality'],
        ['a group whose set-up fails', 'no libvirtd'],
        ['a group whose set-up fails > never runs', "it didn't run"],
        ['broken.test.ts', 'broken while loading'],
      ]),
    );
  });
});
