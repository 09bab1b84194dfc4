import { type ReactElement, useEffect, useState } from 'react';
import { isStale } from '../../client/selectors.ts';
import type { GuestXml } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line, paragraph } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { useBox, useDesk } from '../desk/desk.ts';
import { guestKeys } from './keys.ts';

const SOURCES = ['live', 'defined', 'rendered'] as const satisfies GuestXml['source'][];
const TITLES: Record<GuestXml['source'], string> = {
  live: 'Domain XML: what runs now',
  defined: 'Domain XML: what is defined in libvirt',
  rendered: 'Domain XML: what the policy and the hardware give at this moment',
};
type Fetched = { text: string } | { error: string } | undefined;

/** The guest's domain XML, read when it is shown. */
export function GuestXmlView({ width, height }: { width: number; height: number }): ReactElement {
  const { client } = useDesk();
  const stale = useBox(isStale);
  const runs = useBox(({ guest }) => guest?.state === 'running');
  const [source, setSource] = useState<GuestXml['source']>(runs ? 'live' : 'defined');
  const [fetched, setFetched] = useState<Fetched>(undefined);

  useEffect(() => {
    if (stale) return;
    const life = new AbortController();
    client.call('guest.xml', { query: { source } }, { signal: life.signal }).then(
      ({ xml }) => setFetched({ text: xml }),
      (error: Error) => life.signal.aborted || setFetched({ error: error.message }),
    );
    return () => life.abort();
  }, [client, source, stale]);

  const next = () => {
    setFetched(undefined);
    setSource(SOURCES[(SOURCES.indexOf(source) + 1) % SOURCES.length] ?? 'live');
  };
  useKeys(guestKeys, { source: stale ? undefined : next }, { level: 'screen' });
  const title = height > 1 ? 1 : 0;
  return (
    <>
      <Lines lines={[line(TITLES[source], 'title')]} width={width} height={title} />
      <Scroll key={source} lines={toLines(fetched, width - 1)} width={width} height={height - title} />
    </>
  );
}

function toLines(fetched: Fetched, columns: number) {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  return fetched.text
    .trimEnd()
    .split('\n')
    .map((text) => line(text));
}
