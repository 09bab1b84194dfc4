import { expect } from 'vitest';
import type { LedgerEntry, LedgerPage, Power } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';

const decidedMs = 240_000;

/** The stops of the guest that the box has written down, newest first. */
export const readLedger = async (box: Box): Promise<LedgerEntry[]> =>
  (await box.api<LedgerPage>('/v1/power/ledger')).entries;

/** The number of the newest entry; 0 in an empty ledger. */
export const newestEntry = async (box: Box): Promise<number> => (await readLedger(box))[0]?.id ?? 0;

/** Waits for the one entry after `before`. More than one is a mistake: one stop was written down twice. */
export async function entryAfter(
  box: Box,
  before: number,
  isAsWanted: (entry: LedgerEntry) => boolean = hasEnded,
): Promise<LedgerEntry> {
  return waitFor(
    async () => {
      const after = (await readLedger(box)).filter(({ id }) => id > before);
      if (after.length > 1) throw new Error(`one stop has ${after.length} entries: ${JSON.stringify(after)}`);
      return after.find(isAsWanted);
    },
    { what: `an entry of the ledger after ${before}`, timeoutMs: decidedMs, intervalMs: 2000 },
  );
}

/** Says that the box has powered off because of this, once its guest had stopped; the last entry of the ledger tells it. */
export async function expectOffBecauseOf(box: Box, because: string): Promise<void> {
  const [stop] = await readLedger(box);
  expect(stop).toMatchObject({ verdict: 'stopped', action: 'power-off' });
  expect(stop?.evidence.map(({ what }) => what).join('\n')).toMatch(new RegExp(`: ${because}$`, 'm'));
}

export const hasEnded = ({ outcome }: LedgerEntry): boolean => outcome !== 'waiting' && outcome !== 'acting';

/** Waits until a countdown runs. */
export const countdownRuns = (box: Box) =>
  waitFor(async () => (await box.api<Power>('/v1/power')).countdown, {
    what: 'a countdown',
    timeoutMs: decidedMs,
    intervalMs: 1000,
  });
