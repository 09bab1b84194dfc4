import { describe, expect, test } from 'vitest';
import { parseArguments, usage } from '../../../src/screens/args.ts';

const parse = (...argv: string[]) => parseArguments(argv, '1.2.3');

describe('the command line', () => {
  test('names the seat, which has a socket of its own', () => {
    expect(parse('--seat', 'ttyS0')).toEqual({
      run: { seat: 'ttyS0', socketPath: '/run/bezel/seats/ttyS0.sock' },
    });
    expect(parse('--seat=tty1', '--socket=/tmp/x y.sock')).toEqual({
      run: { seat: 'tty1', socketPath: '/tmp/x y.sock' },
    });
  });

  test('shows the version and the help', () => {
    expect(parse('--version')).toEqual({ print: 'bezel-console 1.2.3' });
    expect(parse('--seat', 'tty1', '--help')).toEqual({ print: usage });
  });

  test.each([
    [[], '--seat is missing'],
    [['--seat'], '--seat needs a value'],
    [['--seat', '../../etc'], '--seat is not the name of a terminal'],
    [['--seta', 'tty1'], '--seta is not an option'],
    [['tty1'], 'tty1 is not an option'],
  ])('is refused when it is %j', (argv, wrong) => {
    expect(parse(...argv)).toEqual({ wrong });
  });
});
