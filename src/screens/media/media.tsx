import { type ReactElement, useState } from 'react';
import { selectDriveAction, selectMediaAction } from '../../client/media/selectors.ts';
import { isDrive, type MediaRow } from '../../client/media/words.ts';
import { selectLatest, selectRunning } from '../../client/selectors.ts';
import type { State } from '../../client/store.ts';
import type { Drive, Drives, Media, Operation } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { List } from '../../ui/list/list.tsx';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { blank, line } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { cancelling } from '../desk/cancelling.ts';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { showOperation } from '../desk/operations.ts';
import { ejecting, giving, lending, removing, returning, selectAction, takingBack } from './doings.ts';
import { InsertForm } from './insert-form.tsx';
import { mediaKeys } from './keys.ts';
import { renderDetails, renderFoot, renderNews } from './lines.ts';
import { renderMedia } from './rows.ts';
import { useActivity } from './use-activity.ts';

function select(state: State) {
  const [running] = selectRunning(state);
  const latest = selectLatest(state);
  const may = rowsOf(state.media, state.drives).map((row) => ({
    id: row.id,
    give: selectAction(state, row, 'attach').allowed,
    takeBack: selectAction(state, row, 'detach').allowed,
    remove: !isDrive(row) && selectMediaAction(state, row.id, 'remove').allowed,
    lend: !isDrive(row) && selectMediaAction(state, row.id, 'lend').allowed,
    return: !isDrive(row) && selectMediaAction(state, row.id, 'return').allowed,
    insert: isDrive(row) && selectDriveAction(state, row.id, 'insert').allowed,
    eject: isDrive(row) && selectDriveAction(state, row.id, 'eject').allowed,
  }));
  return { running, operation: running ?? (isToTell(latest) ? latest : undefined), may };
}

const rowsOf = (media?: Media, drives?: Drives): MediaRow[] => [
  ...(media?.media ?? []),
  ...(drives?.drives ?? []),
];

/** What was done shows by itself, but for what somebody waits for with a hand at the stick. */
const isToTell = (latest: Operation | undefined): boolean =>
  /^(media|drives)\./.test(latest?.kind ?? '') &&
  (latest?.state !== 'done' || /^media\.(remove|lend)$/.test(latest.kind));

/** The USB disks and the drives of the box: who has them, and why. */
export function MediaScreen(props: ScreenProps): ReactElement {
  const media = useBox((state) => state.media);
  const drives = useBox((state) => state.drives);
  if (media !== undefined) return <Disks {...props} media={media} drives={drives} />;
  const lines = [line('Nothing is known of the USB disks and drives yet.', 'dim')];
  return <Lines lines={lines} width={props.width} height={props.height} />;
}

function Disks({
  width,
  height,
  now,
  media,
  drives,
}: ScreenProps & { media: Media; drives: Drives | undefined }): ReactElement {
  const { act } = useDesk();
  const { running, operation, may } = useBox(select);
  // By id: others may come and go while one is looked at.
  const [chosen, setChosen] = useState<string>();
  const [opened, setOpened] = useState(false);
  /** An operation whose end somebody has read. */
  const [read, setRead] = useState<string>();
  /** The drive that an image is chosen for. */
  const [filling, setFilling] = useState<Drive>();
  const rows = rowsOf(media, drives);
  const index = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const medium = rows[index];
  const can = may.find(({ id }) => id === medium?.id);
  const choose = (at: number) => setChosen(rows[(at + rows.length) % rows.length]?.id);
  const told = operation?.id === read ? undefined : operation;
  // Nobody is led from a disk that has gone to another one.
  const details = opened && medium?.id === chosen ? medium : undefined;
  const activity = useActivity(details !== undefined && !isDrive(details) ? details.id : undefined);
  const turns = details !== undefined && rows.length > 1;
  const open = ({ id }: MediaRow) => {
    setChosen(id);
    setOpened(true);
  };
  useKeys(
    mediaKeys,
    {
      details: medium === undefined || details ? undefined : () => open(medium),
      back: details ? () => setOpened(false) : told && !running ? () => setRead(told.id) : undefined,
      next: turns ? () => choose(index + 1) : undefined,
      previous: turns ? () => choose(index - 1) : undefined,
      give: medium && can?.give ? () => act(giving(medium)) : undefined,
      cancel: running?.cancellable ? () => act(cancelling(running)) : undefined,
      remove: medium && !isDrive(medium) && can?.remove ? () => act(removing(medium)) : undefined,
      takeBack: medium && can?.takeBack ? () => act(takingBack(medium)) : undefined,
      lend: medium && !isDrive(medium) && can?.lend ? () => act(lending(medium)) : undefined,
      return: medium && !isDrive(medium) && can?.return ? () => act(returning(medium)) : undefined,
      insert: medium && isDrive(medium) && can?.insert ? () => setFilling(medium) : undefined,
      eject: medium && isDrive(medium) && can?.eject ? () => act(ejecting(medium)) : undefined,
    },
    { level: 'screen' },
  );
  const columns = width - 1;
  const top = [
    ...renderNews(media, drives, columns),
    ...(told === undefined ? [] : [...showOperation(told, columns), blank]),
  ];
  const above = Math.min(top.length, Math.floor(height / 2));
  const { head, rows: shown } =
    rows.length === 0
      ? { head: [line('No USB disk or device is plugged in, and there is no drive.')], rows: [] }
      : renderMedia(rows, columns);
  return (
    <>
      <Lines lines={top} width={width} height={above} />
      {details !== undefined ? (
        <Scroll
          key={details.id}
          lines={renderDetails(activity === undefined ? details : { ...details, activity }, columns, now)}
          width={width}
          height={height - above}
        />
      ) : (
        <List
          head={head}
          rows={shown}
          foot={renderFoot(media, drives, medium, columns)}
          chosen={index}
          onChoose={choose}
          width={width}
          height={height - above}
        />
      )}
      {filling !== undefined && (
        <InsertForm drive={filling} area={{ width, height }} onClose={() => setFilling(undefined)} />
      )}
    </>
  );
}
