import { type ReactElement, useState } from 'react';
import { isStale } from '../../client/selectors.ts';
import type { ConfigDiff } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line, paragraph } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type ScreenProps, useBox } from '../desk/desk.ts';
import { type Fetched, useFetched } from '../desk/use-fetched.ts';
import { renderDiff } from './diff-lines.ts';
import { configurationKeys } from './keys.ts';

const TITLES: Record<ConfigDiff['of'], string> = {
  next: 'What the next start would change',
  last: 'What the last start changed',
};

/** What a start changes, down to the lines of the domain XML. Asked again when `revision` changes. */
export function DiffView({
  width,
  height,
  now,
  revision,
}: ScreenProps & { revision: unknown }): ReactElement {
  const stale = useBox(isStale);
  const [of, setOf] = useState<ConfigDiff['of']>('next');
  const fetched = useFetched(of, revision, (client, options) =>
    client.call('config.diff', { query: { of } }, options),
  );
  const other = () => setOf(of === 'next' ? 'last' : 'next');
  useKeys(configurationKeys, { other: stale ? undefined : other }, { level: 'screen' });
  const title = height > 1 ? 1 : 0;
  return (
    <>
      <Lines lines={[line(TITLES[of], 'title')]} width={width} height={title} />
      <Scroll key={of} lines={toLines(fetched, width - 1, now)} width={width} height={height - title} />
    </>
  );
}

function toLines(fetched: Fetched<ConfigDiff>, columns: number, now: Date) {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  return renderDiff(fetched.value, columns, now);
}
