import { type ReactElement, useState } from 'react';
import { isEnded } from '../../client/operation.ts';
import { isCounting } from '../../client/power/progress.ts';
import { selectPowerAction } from '../../client/power/selectors.ts';
import { isStale, selectLatest, selectRunning } from '../../client/selectors.ts';
import type { State } from '../../client/store.ts';
import type { Operation, Power } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { blank, type Line, line } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { showOperation } from '../desk/operations.ts';
import { useSeconds } from '../desk/use-seconds.ts';
import { renderActions } from './action-lines.ts';
import { type AskedAction, asking, endingMaintenance } from './doings.ts';
import { renderEntry } from './entry-lines.ts';
import { powerKeys } from './keys.ts';
import { renderPowerProblems, renderRules, renderState } from './lines.ts';
import { MaintenanceForm } from './maintenance-form-view.tsx';
import { StopsView } from './stops-view.tsx';
import { useLedger } from './use-ledger.ts';

/** With so many lines left below the rules, the stops of the guest are there as well. */
const ENOUGH = 8;

const ASKED: readonly AskedAction[] = ['stop', 'restart', 'off', 'reboot', 'kill', 'reset'];

function select(state: State) {
  return {
    guest: state.guest,
    stale: isStale(state),
    operation: toTell(state.power, selectRunning(state)[0] ?? selectLatest(state)),
    may: Object.fromEntries(ASKED.map((action) => [action, selectPowerAction(state, action).allowed])),
    mayBegin: selectPowerAction(state, 'maintenance-on').allowed,
    mayEnd: selectPowerAction(state, 'maintenance-off').allowed,
  };
}

/** Ends of an operation that the stops and what is under way tell better. */
const TOLD: readonly string[] = ['power.late', 'power.cancelled', 'power.replaced'];

/** What is being done, or did not work: as far as it is not told already. */
function toTell(power: Power | undefined, operation: Operation | undefined): Operation | undefined {
  if (operation === undefined) return undefined;
  const { kind, error } = operation;
  if (!isEnded(operation)) return kind.startsWith('power.') && power?.stopping ? undefined : operation;
  const ours = /^(power|guest)\./.test(kind) && operation.state !== 'done';
  return ours && !TOLD.includes(error?.code ?? '') ? operation : undefined;
}

/** What the box does when the guest stops, what is under way, and every stop with what was seen of it. */
export function PowerScreen(props: ScreenProps): ReactElement {
  const power = useBox((state) => state.power);
  if (power !== undefined) return <Following {...props} power={power} />;
  const lines = [line('Nothing is known of the power yet.', 'dim')];
  return <Lines lines={lines} width={props.width} height={props.height} />;
}

function Following({ width, height, now, power }: ScreenProps & { power: Power }): ReactElement {
  const { act, store } = useDesk();
  const { guest, stale, operation, may, mayBegin, mayEnd } = useBox(select);
  const seconds = useSeconds(isCounting(power) && !stale);
  const { fetched, more } = useLedger(power.last);
  const [view, setView] = useState<'power' | 'stops' | 'stop'>('power');
  // By number: newer ones may come while one is looked at.
  const [chosen, setChosen] = useState<number>();
  const [form, setForm] = useState(false);
  /** An operation whose end somebody has read. */
  const [read, setRead] = useState<string>();

  const entries = fetched !== undefined && 'value' in fetched ? fetched.value : [];
  const index = Math.max(
    0,
    entries.findIndex(({ id }) => id === chosen),
  );
  const entry = entries[index];
  const opened = view === 'stop' && entry?.id === chosen ? entry : undefined;
  const choose = (at: number) => {
    setChosen(entries[at]?.id);
    if (at === entries.length - 1) more?.();
  };

  const columns = width - 1;
  const told = operation?.id === read ? undefined : operation;
  const top: Line[] = [
    ...(told === undefined ? [] : [...showOperation(told, columns), blank]),
    ...renderState({ power, guest }, columns, isCounting(power) ? seconds : now),
    ...renderPowerProblems(power, columns),
    blank,
    ...renderRules(power, columns),
  ];
  const actions = renderActions(power, stale, columns);
  const full = actions.length === 0 ? top : [...top, blank, ...actions];
  const head = height - full.length >= ENOUGH ? full : top;
  const both = height - head.length >= ENOUGH;
  const list = opened === undefined && (view !== 'power' || both);

  const openStop = () => {
    setChosen(entry?.id);
    setView('stop');
  };
  const ask = (action: AskedAction) =>
    may[action] ? () => act(asking(store.getState(), action)) : undefined;
  const goBack = () => setView(opened !== undefined && !both ? 'stops' : 'power');
  useKeys(
    powerKeys,
    {
      stops: both ? undefined : () => setView(view === 'power' ? 'stops' : 'power'),
      open: list && entry ? openStop : undefined,
      back:
        view !== 'power' && (!both || opened)
          ? goBack
          : told && isEnded(told)
            ? () => setRead(told.id)
            : undefined,
      next: opened && index < entries.length - 1 ? () => choose(index + 1) : undefined,
      previous: opened && index > 0 ? () => choose(index - 1) : undefined,
      stop: ask('stop'),
      restart: ask('restart'),
      off: ask('off'),
      reboot: ask('reboot'),
      kill: ask('kill'),
      reset: ask('reset'),
      maintenance: mayEnd
        ? () => act(endingMaintenance(store.getState()))
        : mayBegin
          ? () => setForm(true)
          : undefined,
    },
    { level: 'screen' },
  );
  const stops = { fetched, chosen: index, onChoose: choose, now };
  return (
    <>
      {opened !== undefined ? (
        <Scroll key={opened.id} lines={renderEntry(opened, columns, now)} width={width} height={height} />
      ) : !list ? (
        <Scroll lines={full} width={width} height={height} />
      ) : (
        <StopsView {...stops} head={both ? [...head, blank] : []} width={width} height={height} />
      )}
      {form && !stale && <MaintenanceForm area={{ width, height }} onClose={() => setForm(false)} />}
    </>
  );
}
