import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderBashCompletion } from '../../../src/cli/command/completion.ts';
import { renderHelp } from '../../../src/cli/command/help.ts';
import { nameOf } from '../../../src/cli/command/verb.ts';
import { verbs } from '../../../src/cli/verbs/index.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** The usage blocks of docs/cli.md, by their first line. */
const blocks = new Map(
  [...read('docs/cli.md').matchAll(/^```text\n(Usage: [^\n]*)\n([\s\S]*?)^```$/gm)].map(
    ([, first = '', rest = '']) => [first, `${first}\n${rest}`.trimEnd().split('\n')],
  ),
);
const groups = [...new Set(verbs.filter((v) => v.path.length > 1).map((v) => v.path.slice(0, 1).join()))];

describe('docs/cli.md', () => {
  test.each(['', ...groups, ...verbs.map(nameOf)])(
    'has the help of "bezel %s" as the program prints it',
    (name) => {
      const help = renderHelp(verbs, name === '' ? [] : name.split(' '));
      expect(blocks.get(help[0] ?? '')).toEqual(help);
    },
  );

  test('has no help of what does not exist', () => {
    expect(blocks.size).toBe(1 + groups.length + verbs.length);
  });
});

test('the help fits a terminal of 80 columns', () => {
  for (const path of [[], ...groups.map((g) => [g]), ...verbs.map((v) => [...v.path])]) {
    expect(
      Math.max(...renderHelp(verbs, path).map((line) => line.length)),
      path.join(' '),
    ).toBeLessThanOrEqual(80);
  }
});

describe('assets/completion/bezel.bash', () => {
  test('is what bezel completion prints', () => {
    expect(read('assets/completion/bezel.bash')).toBe(renderBashCompletion(verbs));
  });

  test.each([
    [['gu'], ['guest']],
    [
      ['guest', 'st'],
      ['start', 'stop'],
    ],
    [['guest', 'xml', 'l'], ['live']],
    [['--json', 'inventory', 'ni'], ['nics']],
    [['guest', 'kill', '--y'], ['--yes']],
    [['--socket', 'guest', 'access', 'ha'], ['hash-pin']],
    [['config', 'diff', '--of', 'l'], ['last']],
    [['log', '--lines', '5', '--fo'], ['--follow']],
    [['status', '--f'], []],
  ])('completes %j to %j', (words, expected) => {
    const script = [
      `source "$1"; shift`,
      `COMP_WORDS=(bezel "$@"); COMP_CWORD=$(( $# ))`,
      `_bezel bezel "\${!#}" "\${COMP_WORDS[COMP_CWORD-1]}"`,
      `printf '%s\\n' "\${COMPREPLY[@]}"`,
    ].join('\n');
    const file = join(root, 'assets/completion/bezel.bash');
    const printed = execFileSync('bash', ['-c', script, 'bash', file, ...words], { encoding: 'utf8' });
    expect(printed.split('\n').filter(Boolean)).toEqual(expected);
  });
});
