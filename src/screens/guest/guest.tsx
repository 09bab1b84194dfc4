import { type ReactElement, useState } from 'react';
import { isStale, selectAction, selectLatest, selectRunning } from '../../client/selectors.ts';
import type { State } from '../../client/store.ts';
import type { GuestAction } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line } from '../../ui/text/line.ts';
import { cancelling } from '../desk/cancelling.ts';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { actionWords } from '../desk/guest-words.ts';
import { opening } from '../guest-console/doings.ts';
import { DisplayView } from './display-view.tsx';
import { guestKeys } from './keys.ts';
import { renderGuest } from './lines.ts';
import { MonitorView } from './monitor-view.tsx';
import { SaidView } from './said.tsx';
import { GuestXmlView } from './xml.tsx';

/** What this screen takes from what is known. */
function select(state: State) {
  const [running] = selectRunning(state);
  const latest = selectLatest(state);
  return {
    guest: state.guest,
    stale: isStale(state),
    running,
    operation: running ?? (latest?.kind.startsWith('guest.') ? latest : undefined),
    possible: {
      start: selectAction(state, 'start').allowed,
      stop: selectAction(state, 'stop').allowed,
      kill: selectAction(state, 'kill').allowed,
      reset: selectAction(state, 'reset').allowed,
    },
  };
}

type View = 'xml' | 'said' | 'display' | 'monitor';

/** The guest: its state, and everything that can be done with it. */
export function GuestScreen({ width, height, now }: ScreenProps): ReactElement {
  const desk = useDesk();
  const { act } = desk;
  const { guest, stale, running, operation, possible } = useBox(select);
  const [shown, setShown] = useState<View>();
  const toggle = (what: View) =>
    stale && shown !== what ? undefined : () => setShown(shown === what ? undefined : what);

  const ask = (action: GuestAction) => {
    if (!possible[action]) return undefined;
    const { verb, title, consequence } = actionWords[action];
    return () =>
      act({
        title,
        consequence,
        yes: verb,
        possible: (state) => selectAction(state, action).allowed,
        run: (client) => client.call(`guest.${action}`),
      });
  };
  const cancel = () => {
    if (running === undefined || !running.cancellable || stale) return undefined;
    return () => act(cancelling(running));
  };
  useKeys(
    guestKeys,
    {
      start: ask('start'),
      stop: ask('stop'),
      kill: ask('kill'),
      reset: ask('reset'),
      cancel: cancel(),
      console: stale ? undefined : () => act(opening(desk)),
      monitor: toggle('monitor'),
      said: toggle('said'),
      display: toggle('display'),
      xml: toggle('xml'),
    },
    { level: 'screen' },
  );
  if (shown === 'xml') return <GuestXmlView width={width} height={height} />;
  if (shown === 'display') return <DisplayView width={width} height={height} />;
  if (shown === 'monitor') return <MonitorView width={width} height={height} />;
  if (shown === 'said') return <SaidView width={width} height={height} />;
  const lines =
    guest === undefined
      ? [line('Nothing is known of the guest yet.', 'dim')]
      : renderGuest({ guest, operation, stale, now }, width - 1, height);
  return <Scroll lines={lines} width={width} height={height} />;
}
