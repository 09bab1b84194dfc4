import { expect, test } from 'vitest';
import { createAnswerSieve } from '../../../../src/ui/terminal/answer.ts';

function start() {
  const answers: unknown[] = [];
  return { answers, sieve: createAnswerSieve((at) => answers.push(at)) };
}

test('takes the answer out of what is typed, cut anywhere', () => {
  const { answers, sieve } = start();
  const typed = [...'ab\u001b[24;80Rcd'].map((character) => sieve.push(character)).join('');
  expect(typed).toBe('abcd');
  expect(answers).toEqual([{ row: 24, column: 80 }]);
});

test('leaves keys as they are, one that is cut too once nothing follows', () => {
  const { answers, sieve } = start();
  expect(sieve.push('x\u001b[A\u001b[15~\u001bOP')).toBe('x\u001b[A\u001b[15~\u001bOP');
  expect(sieve.push('\u001b[2')).toBe('');
  expect(sieve.settle()).toBe('\u001b[2');
  expect(sieve.push('\u001b')).toBe('');
  expect(sieve.push('q')).toBe('\u001bq');
  expect(answers).toEqual([]);
});

test('takes out that the terminal is ready, which is no place', () => {
  const { answers, sieve } = start();
  expect([...'a\u001b[0nb\u001b[3nc'].map((character) => sieve.push(character)).join('')).toBe('abc');
  expect(answers).toEqual([]);
});
