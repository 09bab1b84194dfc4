import type { ReactElement } from 'react';
import type { ConsoleLog } from '../../contract/index.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line, paragraph } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type Fetched, useFetched } from '../desk/use-fetched.ts';

const MOST = 1000;

/** What the guest said last on its serial console, read when it is shown; the newest is at the end, and there it begins. */
export function SaidView({ width, height }: { width: number; height: number }): ReactElement {
  const fetched = useFetched('', undefined, (client, options) =>
    client.call('guest.console-log', { query: { limit: MOST } }, options),
  );
  const title = height > 1 ? 1 : 0;
  return (
    <>
      <Lines
        lines={[line('What the guest said last on its serial console', 'title')]}
        width={width}
        height={title}
      />
      <Scroll lines={toLines(fetched, width - 1)} width={width} height={height - title} follow />
    </>
  );
}

function toLines(fetched: Fetched<ConsoleLog>, columns: number) {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  if (fetched.value.lines.length === 0) return [line('It has said nothing.', 'dim')];
  return fetched.value.lines.flatMap((text) => paragraph(text, columns));
}
