import { type ReactElement, useState } from 'react';
import { isStale } from '../../client/selectors.ts';
import type { GuestXml } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line, paragraph } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { useBox } from '../desk/desk.ts';
import { type Fetched, useFetched } from '../desk/use-fetched.ts';
import { guestKeys } from './keys.ts';

const SOURCES = ['live', 'defined', 'rendered'] as const satisfies GuestXml['source'][];
const TITLES: Record<GuestXml['source'], string> = {
  live: 'Domain XML: what runs now',
  defined: 'Domain XML: what is defined in libvirt',
  rendered: 'Domain XML: what the policy and the hardware give at this moment',
};

/** The guest's domain XML, read when it is shown. */
export function GuestXmlView({ width, height }: { width: number; height: number }): ReactElement {
  const stale = useBox(isStale);
  const runs = useBox(({ guest }) => guest?.state === 'running');
  const [source, setSource] = useState<GuestXml['source']>(runs ? 'live' : 'defined');
  const fetched = useFetched(source, undefined, (client, options) =>
    client.call('guest.xml', { query: { source } }, options),
  );

  const next = () => {
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

function toLines(fetched: Fetched<GuestXml>, columns: number) {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  return fetched.value.xml
    .trimEnd()
    .split('\n')
    .map((text) => line(text));
}
