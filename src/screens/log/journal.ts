import type { Client } from '../../client/connection.ts';
import type { LogEntry } from '../../contract/index.ts';
import { appendEntries, prependEntries } from './entries.ts';

const PAGE = 200;

export interface JournalState {
  /** Oldest first; `undefined` until the first page is there. */
  entries: readonly LogEntry[] | undefined;
  /** How many of them, at the beginning, were fetched after the first page. */
  older: number;
  /** Why the last try to read failed. */
  error: string | undefined;
}

/** The backend's journal as far as it was fetched. Lives outside React; one request at a time in each direction. */
export interface Journal {
  getState(): JournalState;
  subscribe(listener: () => void): () => void;
  /** Fetches what is newer than the last entry; the newest page when there is none. */
  fetchNewer(): void;
  /** Fetches the page before the first entry. */
  fetchOlder(): void;
}

export function createJournal(client: Client): Journal {
  const listeners = new Set<() => void>();
  let state: JournalState = { entries: undefined, older: 0, error: undefined };
  let reading = false;
  let again = false;
  let readingOlder = false;

  const set = (change: Partial<JournalState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };
  const fail = (error: unknown) => set({ error: error instanceof Error ? error.message : String(error) });

  const readNewer = async () => {
    do {
      again = false;
      const after = state.entries?.at(-1)?.cursor;
      const query = { limit: PAGE, ...(after !== undefined && { after }) };
      const { entries } = await client.call('log.list', { query });
      // A full page may not have been the last one.
      if (after !== undefined && entries.length >= PAGE) again = true;
      if (entries.length > 0 || state.entries === undefined || state.error !== undefined) {
        set({ entries: appendEntries(state.entries ?? [], entries), error: undefined });
      }
    } while (again);
  };

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    fetchNewer: () => {
      again = true;
      if (reading) return;
      reading = true;
      void readNewer()
        .catch(fail)
        .finally(() => {
          reading = false;
        });
    },
    fetchOlder: () => {
      const before = state.entries?.[0]?.cursor;
      if (before === undefined || readingOlder) return;
      readingOlder = true;
      client
        .call('log.list', { query: { limit: PAGE, before } })
        .then(({ entries }) => {
          const known = state.entries ?? [];
          const all = prependEntries(known, entries);
          set({ entries: all, older: state.older + all.length - known.length });
        })
        .catch(fail)
        .finally(() => {
          readingOlder = false;
        });
    },
  };
}
