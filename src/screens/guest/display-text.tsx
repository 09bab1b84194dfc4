import type { ReactElement } from 'react';
import { screenTextLines } from '../../client/screen-text.ts';
import type { ScreenText } from '../../contract/index.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line, paragraph } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type Fetched, useFetched } from '../desk/use-fetched.ts';

/** What the guest's display says, where it shows text; read from its picture when this is shown. */
export function DisplayTextView({ width, height }: { width: number; height: number }): ReactElement {
  const fetched = useFetched('', undefined, (client, options) =>
    client.call('guest.screen-text', {}, options),
  );
  const title = height > 1 ? 1 : 0;
  return (
    <>
      <Lines lines={[line("What the guest's display says", 'title')]} width={width} height={title} />
      <Scroll lines={toLines(fetched, width - 1)} width={width} height={height - title} />
    </>
  );
}

function toLines(fetched: Fetched<ScreenText>, columns: number) {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  return screenTextLines(fetched.value).flatMap((text) => paragraph(text, columns));
}
