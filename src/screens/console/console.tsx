import { useWindowSize } from 'ink';
import { type ReactElement, useMemo, useState } from 'react';
import type { Clock } from '../../client/clock.ts';
import type { Client } from '../../client/connection.ts';
import { mayForce, selectPowerAction } from '../../client/power/selectors.ts';
import { isStale, mayAct } from '../../client/selectors.ts';
import type { Store } from '../../client/store.ts';
import { useStore } from '../../client/use-store.ts';
import { Frame } from '../../ui/frame/frame.tsx';
import { planLayout } from '../../ui/frame/layout.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { type Desk, DeskContext } from '../desk/desk.ts';
import { useMinute } from '../desk/use-minute.ts';
import type { GuestConsole } from '../guest-console/controller.ts';
import { useLeft } from '../guest-console/use-left.ts';
import { globalKeys } from '../keys.ts';
import { callingOff, forcing } from '../power/doings.ts';
import { allKeys, screens, sectionKeys } from '../screens.ts';
import { lockWords, renderSeat, renderTop } from './header.ts';
import { LostOverlay } from './lost-overlay.tsx';
import { ModalLayer } from './modal-layer.tsx';
import { PowerBar } from './power-bar.tsx';
import { useActing } from './use-acting.ts';

interface Props {
  client: Client;
  store: Store;
  clock: Clock;
  seat: string;
  version: string;
  guestConsole: GuestConsole;
  terminal: Desk['terminal'];
  /** Called at the turn of each minute, for what scribbled on the screen. */
  onMinute(): void;
}

const keyOf = (id: string): string => screens.find((each) => each.id === id)?.key ?? '';

/** The whole console: the frame, the screen that is shown, and what is asked. */
export function Console({
  client,
  store,
  clock,
  seat,
  version,
  guestConsole,
  terminal,
  onMinute,
}: Props): ReactElement {
  const layout = planLayout(useWindowSize());
  const now = useMinute(clock, onMinute);
  const state = useStore(store, (all) => ({ ...all, operations: [], logRevision: 0 }));
  const stale = useStore(store, isStale);
  const open = useStore(store, mayAct);
  const [id, setId] = useState('overview');
  const acting = useActing(client, store);
  const { act, look } = acting;
  const desk = useMemo(
    () => ({
      ...{ client, store, clock, seat, version, guestConsole, terminal, act, look, keyOf },
      tables: allKeys,
    }),
    [client, store, clock, seat, version, guestConsole, terminal, act, look],
  );

  useLeft(desk, acting.tell);

  useKeys(sectionKeys, Object.fromEntries(screens.map((each) => [`go-${each.id}`, () => setId(each.id)])), {
    level: 'global',
  });
  useKeys(
    globalKeys,
    {
      callOff: selectPowerAction(state, 'cancel').allowed ? () => act(callingOff(state)) : undefined,
      forceOff: mayForce(state) ? () => act(forcing(state)) : undefined,
      unlock: stale || open ? undefined : acting.askPin,
      lock: stale || !open || state.access?.role === 'admin' ? undefined : acting.lock,
      help: () => setId('help'),
    },
    { level: 'global' },
  );

  const screen = screens.find((each) => each.id === id) ?? screens[0];
  if (screen === undefined) throw new Error('the table of screens is empty');
  const Shown = screen.component;
  const { power } = state;
  const alarm =
    stale || power === undefined || (power.countdown ?? power.stopping) === undefined ? undefined : (
      <PowerBar power={power} width={layout.width} />
    );
  const area = { width: layout.width, height: layout.height };
  return (
    <DeskContext value={desk}>
      <Frame
        layout={layout}
        header={renderTop(state, now)}
        sections={screens}
        selected={screen.id}
        aside={renderSeat(seat, state.access)}
        note={lockWords(state.access)}
        alarm={alarm}
      >
        <Shown width={layout.contentWidth} height={layout.contentHeight} now={now} />
      </Frame>
      {state.link.state === 'lost' && <LostOverlay link={state.link} now={now} area={area} />}
      {acting.modal !== undefined && <ModalLayer acting={acting} modal={acting.modal} area={area} />}
    </DeskContext>
  );
}
