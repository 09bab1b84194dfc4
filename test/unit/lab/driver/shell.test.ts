import { execa } from 'execa';
import { expect, test } from 'vitest';
import { quote } from '../../../lab/driver/shell.ts';

test.each(['plain', '', 'two words', "it's", '$HOME `id` "x" \\ ;', 'line\nline', '*', '~'])(
  'bash takes the quoted word %j as it is',
  async (word) => {
    const { stdout } = await execa('bash', ['-c', `printf %s ${quote(word)}`]);
    expect(stdout).toBe(word);
  },
);
