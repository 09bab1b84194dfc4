import { describe, expect, it } from 'vitest';
import { parseStartOptions } from '../../../scripts/lib/start-options.ts';

describe('the options of npm start', () => {
  it('are numbers with their units, a file, and a wish for a fresh disk', () => {
    expect(parseStartOptions(['--memory', '2048', '--cpus=4', '--smbios', 'a.yaml', '--fresh'])).toEqual({
      memoryMiB: 2048,
      cpus: 4,
      smbiosFile: 'a.yaml',
      fresh: true,
    });
    expect(parseStartOptions([])).toEqual({ fresh: false });
  });

  it.each([
    [['--memory', '2G'], "--memory takes a number, not '2G'"],
    [['--memory'], /'--memory <value>' argument missing/],
    [['--colour'], /Unknown option '--colour'/],
    [['box'], /Unexpected argument 'box'/],
  ])('%j are refused with a reason', (args, reason) => {
    expect(() => parseStartOptions(args)).toThrow(reason);
  });
});
