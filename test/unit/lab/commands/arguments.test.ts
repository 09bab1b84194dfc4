import { describe, expect, test } from 'vitest';
import { parseArguments, toNumber, toWord, UsageError } from '../../../lab/commands/arguments.ts';
import { commands, renderHelp } from '../../../lab/commands/table.ts';

const parse = (...args: string[]) => parseArguments(args, { memory: 'string', none: 'boolean' }, '/home/me');

describe("a command's arguments", () => {
  test('take what stands behind -- as it is', () => {
    expect(parse('--memory', '512', 'word', '--', '--none', 'ls')).toMatchObject({
      words: ['word'],
      rest: ['--none', 'ls'],
      options: { memory: '512' },
    });
  });

  test('take paths as the caller means them', () => {
    const args = parse('--dir', 'box');
    expect(args.dir).toBe('/home/me/box');
    expect(args.path('../x')).toBe('/home/x');
    expect(args.path('/y')).toBe('/y');
  });

  test.each([[['--memory']], [['--bogus']], [['--none=1']]])('%j is wrong usage', (args) => {
    expect(() => parse(...args)).toThrow(UsageError);
  });

  test('count in whole numbers', () => {
    expect(toNumber(parse('--memory', '512'), 'memory')).toBe(512);
    expect(toNumber(parse(), 'memory')).toBeUndefined();
    expect(() => toNumber(parse('--memory', '1.5'), 'memory')).toThrow(UsageError);
  });

  test('say which word is missing or too much', () => {
    expect(() => toWord(parse(), 'FILE')).toThrow('FILE is missing');
    expect(() => toWord(parse('a', 'b'), 'FILE')).toThrow('b is too much');
  });
});

test('the help page has every command', () => {
  for (const [name, { usage, summary }] of Object.entries(commands)) {
    expect(usage.split(' ')[0]).toBe(name);
    expect(renderHelp()).toContain(summary);
  }
});
