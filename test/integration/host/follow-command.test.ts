import { expect, test } from 'vitest';
import { followCommand } from '../../../src/backend/host/follow-command.ts';

/** What is told as the end of a shell script, which stands in for a program that complains and ends. */
const endOf = (script: string): Promise<string> =>
  new Promise((resolve) => {
    followCommand('sh', ['-c', script], { output: () => {}, end: resolve });
  });

test('the last line of complaint is the message', async () => {
  expect(await endOf('echo first >&2; sleep 0.05; echo last >&2; exit 1')).toBe('last');
});

test('a line that is written piece by piece is one line', async () => {
  expect(
    await endOf(
      "for part in 'cat: ' it ': No such file' '\n'; do sleep 0.05; printf %s \"$part\" >&2; done; exit 1",
    ),
  ).toBe('cat: it: No such file');
});

test('a complaint without an end has its last part told', async () => {
  expect(await endOf('head -c 100000 /dev/zero | tr "\\0" x >&2; printf end >&2; exit 1')).toMatch(
    /^x{497}end$/,
  );
});

test('a program that says nothing has ended with its exit code', async () => {
  expect(await endOf('exit 3')).toMatch(/exit code 3/);
});
