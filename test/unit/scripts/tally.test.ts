import { describe, expect, it } from 'vitest';
import { isGood, type SuiteTally, toReport, toSumLine } from '../../../scripts/lib/tally.ts';

const unit: SuiteTally = {
  suite: 'unit',
  passed: 12,
  failed: [{ name: 'a sum > adds', reason: 'expected 3 to be 4' }],
  skipped: [{ name: 'a drive > burns', reason: 'needs a burner' }],
  elapsedMs: 1234,
};
const lab: SuiteTally = { suite: 'lab', passed: 3, failed: [], skipped: [], elapsedMs: 60_000 };

describe('the report of a test run', () => {
  it('ends with the sum over all suites, and has that line once', () => {
    const lines = toReport([unit, lab]).split('\n');
    expect(lines.at(-1)).toBe('15 passed, 1 failed, 1 skipped');
    expect(lines.filter((line) => /^\d+ passed, \d+ failed, \d+ skipped$/.test(line))).toHaveLength(1);
  });

  it('names who failed and who was skipped, with the reason', () => {
    const text = toReport([unit, lab]);
    expect(text).toContain('unit: a sum > adds\n    expected 3 to be 4');
    expect(text).toContain('unit: a drive > burns\n    needs a burner');
  });

  it('is not good when nothing ran', () => {
    expect(isGood([{ passed: 0, failed: [], skipped: [{ name: 'a', reason: 'b' }] }])).toBe(false);
    expect(isGood([unit, lab])).toBe(false);
    expect(isGood([lab])).toBe(true);
    expect(toSumLine([])).toBe('0 passed, 0 failed, 0 skipped');
  });
});
