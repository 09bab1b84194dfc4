import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../src/cli/command/command-line.ts';
import { nameOf } from '../../../src/cli/command/verb.ts';
import { UsageError } from '../../../src/cli/exit.ts';
import { verbs } from '../../../src/cli/verbs/index.ts';

/** Its words as a shell takes them, as far as double quotes go. */
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|[^ "]+/g)].map(([word, quoted]) => quoted ?? word);
const parse = (line: string) => parseCommand(wordsOf(line), verbs);
const parsed = (line: string) => {
  const command = parse(line);
  if (command.do !== 'run') throw new Error(`${line} runs nothing`);
  return { verb: nameOf(command.verb), args: command.args, options: { ...command.options } };
};

describe('the command line', () => {
  test.each([
    ['status', 'status'],
    ['guest start', 'guest start'],
    ['guest', 'guest show'],
    ['operations', 'operations list'],
    ['config', 'config show'],
    ['access', 'access show'],
  ])('%s means %s', (line, verb) => {
    expect(parsed(line)).toEqual({ verb, args: [], options: {} });
  });

  test('takes options before, between and after the words', () => {
    const meant = { verb: 'guest kill', args: [], options: { json: true, yes: true, socket: '/s' } };
    expect(parsed('--json --socket /s guest kill --yes')).toEqual(meant);
    expect(parsed('guest --socket=/s kill -y --json')).toEqual(meant);
  });

  test('takes arguments', () => {
    expect(parsed('operations show abc').args).toEqual(['abc']);
    expect(parsed('inventory nics').args).toEqual(['nics']);
    expect(parsed('operations show -- --weird').args).toEqual(['--weird']);
  });

  test.each([
    ['', 'no command given'],
    ['explode', "'explode' is not a command"],
    ['-- status', "'status' is not a command"],
    ['guest explode', "'guest explode' is not a command"],
    ['status now', "'now' is one word too many"],
    ['operations show', 'ID is missing'],
    ['inventory fans', "'fans' is no SECTION"],
    ['status --follow', 'bezel status has no option --follow'],
    ['guest start --yes', 'bezel guest start has no option --yes'],
    ['status --wrong', "unknown option '--wrong'"],
    ['status --json=yes', "option '--json' does not take an argument"],
    ['status --socket', "option '--socket <value>' argument missing"],
    ['constructor', "'constructor' is not a command"],
  ])('refuses "%s": %s', (line, message) => {
    expect(() => parse(line)).toThrow(UsageError);
    expect(() => parse(line)).toThrow(message);
  });

  test('asks for help of what was named, whatever else is wrong with it', () => {
    expect(parse('--help')).toEqual({ do: 'help', path: [] });
    expect(parse('guest -h')).toEqual({ do: 'help', path: ['guest'] });
    expect(parse('operations show --help')).toEqual({ do: 'help', path: ['operations', 'show'] });
    expect(parse('guest kill --follow --help')).toEqual({ do: 'help', path: ['guest', 'kill'] });
  });

  test('asks for the version', () => {
    expect(parse('--version')).toEqual({ do: 'version' });
    expect(parse('-V')).toEqual({ do: 'version' });
  });
});

describe('the table of verbs', () => {
  test('names every verb once', () => {
    const names = verbs.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
  });

  test('has examples that the program understands', () => {
    for (const example of verbs.flatMap((v) => v.examples)) {
      for (const [, line = ''] of example.matchAll(/\bbezel ([^|&)]*)/g)) {
        expect(() => parse(line.replaceAll(/[<>].*/g, '')), example).not.toThrow();
      }
    }
  });
});
