import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../scripts/lib/progress.mjs';
import { toElapsed, toPlainLine } from '../../../scripts/lib/text.mjs';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 60, write: (text: string) => written.push(text), text: () => written.join('') };
}

describe('progress', () => {
  it('is one line on a terminal, ended by the time that the step took', () => {
    let now = 0;
    const screen = terminal(true);
    const progress = createProgress(screen, () => now);
    progress.start('Building the program');
    now = 4200;
    progress.end('done');
    expect(screen.text()).toMatch(/\r\u001b\[K✓ Building the program {2}4\.2 s\n$/);
    expect(screen.text().split('\n')).toHaveLength(2);
  });

  it('is a plain line at the start and at the end where there is no terminal', () => {
    const screen = terminal(false);
    const progress = createProgress(screen, () => 0);
    progress.start('Building the program');
    progress.detail('something');
    progress.end('cached');
    expect(screen.text()).toBe('Building the program …\nBuilding the program: nothing to do (cached)\n');
  });
});

describe('text', () => {
  it('of elapsed time changes its unit at a minute', () => {
    expect([0, 59_949, 59_950, 83_000].map(toElapsed)).toEqual([
      '0.0 s',
      '59.9 s',
      '1 min 00 s',
      '1 min 23 s',
    ]);
  });

  it('from a log has nothing that a terminal would obey', () => {
    expect(toPlainLine('\u001b[31mred\u001b[0m\ra\u001b]0;title\u0007b\u009bc')).toBe('red a ]0;title b c');
  });
});
