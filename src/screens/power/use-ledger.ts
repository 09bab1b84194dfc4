import { useState } from 'react';
import type { LedgerEntry } from '../../contract/index.ts';
import { type Fetched, useFetched } from '../desk/use-fetched.ts';

const PAGE = 50;
/** As many as one answer of the API may hold; the command line goes further back. */
const MOST = 200;

/** The newest stops, read again whenever the newest one changes. */
export function useLedger(last: LedgerEntry | undefined): {
  fetched: Fetched<readonly LedgerEntry[]>;
  /** Reads more, where there is more. */
  more: (() => void) | undefined;
} {
  const [limit, setLimit] = useState(PAGE);
  const revision = `${limit} ${last?.id} ${last?.outcome} ${last?.endedAt}`;
  const fetched = useFetched('ledger', revision, async (client, options) => {
    const page = await client.call('power.ledger', { query: { limit } }, options);
    return page.entries;
  });
  const full = fetched !== undefined && 'value' in fetched && fetched.value.length >= limit && limit < MOST;
  return { fetched, more: full ? () => setLimit(Math.min(MOST, limit + PAGE)) : undefined };
}
