import { type ReactElement, useState } from 'react';
import {
  isStale,
  selectAccept,
  selectAction,
  selectRollBack,
  selectRunning,
} from '../../client/selectors.ts';
import type { State } from '../../client/store.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line } from '../../ui/text/line.ts';
import { type Doing, type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { useFetched } from '../desk/use-fetched.ts';
import { DiffView } from './diff-view.tsx';
import { accepting, reloading, rollingBack, starting } from './doings.ts';
import { configurationKeys } from './keys.ts';
import { renderConfiguration } from './lines.ts';

const STARTS = 20;

function select(state: State) {
  const { changes } = state.status ?? {};
  return {
    status: state.status,
    running: selectRunning(state)[0],
    stale: isStale(state),
    changes,
    may: {
      accept: selectAccept(state).allowed,
      rollBack: selectRollBack(state).allowed,
      start: selectAction(state, 'start').allowed,
    },
  };
}

/** Which policy is in force, what starts of the guest change, and what a technician decides about that. */
export function Configuration({ width, height, now }: ScreenProps): ReactElement {
  const { act } = useDesk();
  const { status, running, stale, changes, may } = useBox(select);
  const [diff, setDiff] = useState(false);
  // Every start and every decision changes what the status says of them.
  const starts = useFetched('starts', changes, async (client, options) => {
    const answer = await client.call('config.starts', { query: { limit: STARTS } }, options);
    return answer.starts;
  });
  const ask = (possible: boolean, doing: Doing | undefined) =>
    possible && doing !== undefined ? () => act(doing) : undefined;
  useKeys(
    configurationKeys,
    {
      accept: ask(may.accept, changes && accepting(changes)),
      rollBack: ask(may.rollBack, changes && rollingBack(changes, now)),
      start: ask(may.start, changes && starting(changes)),
      reload: ask(!stale, reloading),
      diff: stale && !diff ? undefined : () => setDiff(!diff),
    },
    { level: 'screen' },
  );
  if (diff) return <DiffView width={width} height={height} now={now} revision={changes} />;
  // A column is left for the scroll bar.
  const lines =
    status === undefined
      ? [line('Nothing is known of the configuration yet.', 'dim')]
      : renderConfiguration({ status, running, starts, now }, width - 1);
  return <Scroll lines={lines} width={width} height={height} />;
}
