/** A test that did not pass, and why. */
export interface Remark {
  name: string;
  reason: string;
}

export interface Tally {
  passed: number;
  failed: readonly Remark[];
  skipped: readonly Remark[];
}

export interface SuiteTally extends Tally {
  suite: string;
  elapsedMs: number;
}

/** One suite in one line, in words that can't be taken for the sum. */
export function toSuiteLine({ suite, passed, failed, skipped, elapsedMs }: SuiteTally): string {
  const counts = [passed, failed.length, skipped.length].map((count) => String(count).padStart(5));
  return `${suite.padEnd(12)} passed${counts[0]}   failed${counts[1]}   skipped${counts[2]}   ${toSeconds(elapsedMs)}`;
}

/** `N passed, N failed, N skipped`. */
export function toSumLine(tallies: readonly Tally[]): string {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const passed = sum((tally) => tally.passed);
  const failed = sum((tally) => tally.failed.length);
  return `${passed} passed, ${failed} failed, ${sum((tally) => tally.skipped.length)} skipped`;
}

/** Everything that is worth reading after a run: who failed, who was skipped and why, a line per suite, the sum. */
export function toReport(tallies: readonly SuiteTally[]): string {
  const list = (title: string, of: (tally: Tally) => readonly Remark[]) => {
    const rows = tallies.flatMap((tally) =>
      of(tally).map(({ name, reason }) => `  ${tally.suite}: ${name}\n    ${reason}`),
    );
    return rows.length === 0 ? [] : ['', title, ...rows];
  };
  return [
    ...list('Skipped', ({ skipped }) => skipped),
    ...list('Failed', ({ failed }) => failed),
    '',
    ...tallies.map(toSuiteLine),
    '',
    toSumLine(tallies),
  ].join('\n');
}

/** Whether a run is good: something ran and nothing failed. */
export function isGood(tallies: readonly Tally[]): boolean {
  return tallies.some(({ passed }) => passed > 0) && tallies.every(({ failed }) => failed.length === 0);
}

function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(7)} s`;
}
