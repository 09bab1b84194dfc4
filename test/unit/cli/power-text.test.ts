import { expect, test } from 'vitest';
import { renderLine } from '../../../src/cli/output/text.ts';
import { renderPower } from '../../../src/cli/power-text.ts';
import type { Power } from '../../../src/contract/index.ts';
import {
  countingPower,
  leftOff,
  onMaintenance,
  quietPower,
  stoppingPower,
} from '../../support/power-samples.ts';

const textOf = (power: Power, now = '2026-03-01T08:00:00.000Z') =>
  renderPower(power, new Date(now))
    .map((line) => renderLine(line, false))
    .join('\n');

test('tells what is under way, with the seconds that are left', () => {
  expect(textOf(countingPower())).toMatch(/^Under way +The guest has halted: the box powers off in 8 s$/m);
  expect(textOf(countingPower())).toContain('bezel power cancel calls it off');
  expect(textOf(stoppingPower())).toMatch(
    /^Under way +The guest was asked to stop \(power button\): 87 s left, then the seats are asked what to do$/m,
  );
  const late = stoppingPower({ phase: 'late' });
  expect(textOf(late)).toContain('bezel power force cuts its power');
});

test('tells whether the box follows', () => {
  expect(textOf(onMaintenance())).toMatch(/^Power +maintenance: the disks are being replaced$/m);
  expect(textOf(quietPower())).toMatch(/^Power +follows the guest$/m);
  expect(textOf({ ...quietPower(), own: false })).toMatch(
    /^Power +follows, but the box's power is not touched$/m,
  );
  expect(textOf(leftOff())).toMatch(/^Power +the guest is left off after 10 restarts in a row$/m);
  const backOff = { restarts: 1, nextDelayS: 5, giveUpAfter: 10, broken: false };
  expect(textOf({ ...quietPower(), backOff })).toMatch(
    /^Restarts +1 restart in a row; the next one waits 5 s, left off after 10$/m,
  );
});
