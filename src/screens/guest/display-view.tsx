import { type ReactElement, useState } from 'react';
import { isBehindGuest } from '../../client/monitor/selectors.ts';
import { screenTextLines } from '../../client/screen-text.ts';
import { isBlank, renderThumbnail } from '../../client/thumbnail/render.ts';
import type { Thumbnail } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { Blocks } from '../../ui/text/blocks.tsx';
import { type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { useBox, useDesk } from '../desk/desk.ts';
import { showOperation } from '../desk/operations.ts';
import type { Fetched } from '../desk/use-fetched.ts';
import { useFollowed } from '../desk/use-followed.ts';
import { displayKeys } from './keys.ts';
import { type DisplayLook, lookAtDisplay } from './look-at-display.ts';
import { useSaving } from './use-saving.tsx';

interface Size {
  width: number;
  height: number;
}

/** What the guest's display says, where it shows text, and what it looks like elsewhere; drawn anew as fast as the line lets it. */
export function DisplayView({ width, height }: Size): ReactElement {
  const { seat } = useDesk();
  const isHidden = useBox((state) => isBehindGuest(state, seat));
  return isHidden ? <Lines lines={[]} width={width} height={height} /> : <Followed {...{ width, height }} />;
}

function Followed({ width, height }: Size): ReactElement {
  const { terminal } = useDesk();
  const [wanted, setWanted] = useState<'any' | 'picture'>('any');
  const saving = useSaving({ width, height });
  const notes = saving.told === undefined ? [] : showOperation(saving.told, width - 1);
  const title = height > 1 ? 1 + Math.min(notes.length, Math.floor(height / 2)) : 0;
  const room = { columns: width, rows: height - title };
  const { fetched, goOn } = useFollowed(`${wanted} ${room.columns}x${room.rows}`, (client, options) =>
    lookAtDisplay(client, room, wanted, options),
  );
  const isSeen = fetched !== undefined && 'value' in fetched;
  const isText = isSeen && 'text' in fetched.value;
  useKeys(
    displayKeys,
    {
      turn: wanted === 'picture' ? () => setWanted('any') : isText ? () => setWanted('picture') : undefined,
      save: isSeen ? saving.save : undefined,
      hide: saving.hide,
      goOn,
    },
    { level: 'screen' },
  );
  const stopped = goOn === undefined ? [] : [span('  stopped: u goes on', 'dim')];
  const thumbnail = toThumbnail(fetched);
  return (
    <>
      <Lines
        lines={[[span(toTitle(thumbnail), 'title'), ...stopped], ...notes]}
        width={width}
        height={title}
      />
      {thumbnail === undefined ? (
        <Scroll lines={toLines(fetched, width - 1)} width={width} height={height - title} />
      ) : (
        <Blocks lines={renderThumbnail(thumbnail, terminal.capabilities)} width={thumbnail.width} />
      )}
      {saving.dialog}
    </>
  );
}

function toTitle(thumbnail: Thumbnail | undefined): string {
  if (thumbnail === undefined) return "What the guest's display says";
  const { width, height } = thumbnail.picture;
  return `What the guest's display shows (${width}x${height})`;
}

/** The picture to draw; one that has a single colour is said to be blank. */
function toThumbnail(fetched: Fetched<DisplayLook>): Thumbnail | undefined {
  if (fetched === undefined || 'error' in fetched || 'text' in fetched.value) return undefined;
  return isBlank(fetched.value.thumbnail) ? undefined : fetched.value.thumbnail;
}

function toLines(fetched: Fetched<DisplayLook>, columns: number): Line[] {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  if ('text' in fetched.value)
    return screenTextLines(fetched.value.text).flatMap((text) => paragraph(text, columns));
  const { width, height } = fetched.value.thumbnail.picture;
  return [line(`The display (${width}x${height}) is blank.`)];
}
