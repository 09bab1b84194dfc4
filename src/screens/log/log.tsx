import { type ReactElement, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line, paragraph } from '../../ui/text/line.ts';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { createJournal } from './journal.ts';
import { renderLog } from './lines.ts';

/** The backend's journal. Follows at the end; further up it stays where it is. */
export function Log({ width, height }: ScreenProps): ReactElement {
  const { client } = useDesk();
  const [journal] = useState(() => createJournal(client));
  const { entries, older, error } = useSyncExternalStore(journal.subscribe, journal.getState);
  const revision = useBox(({ logRevision }) => logRevision);
  const connected = useBox(({ link }) => link.state === 'connected');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision says that there is more to fetch
  useEffect(() => {
    if (connected) journal.fetchNewer();
  }, [journal, connected, revision]);

  const columns = width - 1;
  const { lines, before } = useMemo(() => {
    if (entries === undefined) return { lines: [line('Reading...', 'dim')], before: 0 };
    if (entries.length === 0) return { lines: [line('The journal is empty.', 'dim')], before: 0 };
    return { lines: renderLog(entries, columns), before: renderLog(entries.slice(0, older), columns).length };
  }, [entries, older, columns]);
  const failed = error === undefined ? [] : paragraph(`The journal can't be read: ${error}`, columns, 'bad');
  return (
    <Scroll
      lines={[...lines, ...failed]}
      width={width}
      height={height}
      before={before}
      follow
      onTop={connected ? journal.fetchOlder : undefined}
    />
  );
}
