import { type ReactElement, useState } from 'react';
import { isStale, selectLatest, selectRunning } from '../../client/selectors.ts';
import type { State } from '../../client/store.ts';
import type { Network, NetworkPort, Operation } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { blank, type Line, line } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { cancelling } from '../desk/cancelling.ts';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { showOperation } from '../desk/operations.ts';
import { useSeconds } from '../desk/use-seconds.ts';
import { renderDetails } from './details.ts';
import { blinking, keeping, takingBack } from './doings.ts';
import { networkKeys } from './keys.ts';
import { renderUnconfirmed } from './lines.ts';
import { PortsView } from './ports-view.tsx';
import { RoleForm } from './role-form-view.tsx';
import { useTraffic } from './use-traffic.ts';

function select(state: State) {
  const [running] = selectRunning(state);
  const latest = selectLatest(state);
  return {
    network: state.network,
    stale: isStale(state),
    running,
    // What was done shows by itself.
    operation: running ?? (isToTell(latest) ? latest : undefined),
  };
}

const isToTell = (latest: Operation | undefined): boolean =>
  latest?.kind.startsWith('network.') === true && latest.state !== 'done';

/** The NICs of the box, what they are for and what goes through them. */
export function NetworkScreen(props: ScreenProps): ReactElement {
  const network = useBox((state) => state.network);
  if (network !== undefined) return <Ports {...props} network={network} />;
  const lines = [line('Nothing is known of the network yet.', 'dim')];
  return <Lines lines={lines} width={props.width} height={props.height} />;
}

function Ports({ width, height, now, network }: ScreenProps & { network: Network }): ReactElement {
  const { act } = useDesk();
  const { stale, running, operation } = useBox(select);
  const traffic = useTraffic();
  const { ports, unconfirmed } = network;
  const seconds = useSeconds(unconfirmed !== undefined && !stale);
  // By name: others may come and go while one is looked at.
  const [chosen, setChosen] = useState<string>();
  const [opened, setOpened] = useState(false);
  /** An operation whose end somebody has read. */
  const [read, setRead] = useState<string>();
  const [form, setForm] = useState<NetworkPort>();
  const index = Math.max(
    0,
    ports.findIndex(({ nic }) => nic === chosen),
  );
  const port = ports[index];
  const choose = (at: number) => setChosen(ports[(at + ports.length) % ports.length]?.nic);
  const told = operation?.id === read ? undefined : operation;
  const can = port !== undefined && !stale ? port : undefined;
  // Nobody is led from a NIC that has gone to another one.
  const details = opened && port?.nic === chosen ? port : undefined;
  const turns = details !== undefined && ports.length > 1;
  const open = (nic: string) => {
    setChosen(nic);
    setOpened(true);
  };
  useKeys(
    networkKeys,
    {
      keep: unconfirmed && !stale ? () => act(keeping(unconfirmed)) : undefined,
      takeBack: unconfirmed && !stale ? () => act(takingBack(unconfirmed)) : undefined,
      details: port === undefined || details ? undefined : () => open(port.nic),
      back: details ? () => setOpened(false) : told && !running ? () => setRead(told.id) : undefined,
      next: turns ? () => choose(index + 1) : undefined,
      previous: turns ? () => choose(index - 1) : undefined,
      identify: can && (() => act(blinking(can))),
      role: can && unconfirmed === undefined ? () => setForm(can) : undefined,
      cancel: running?.cancellable && !stale ? () => act(cancelling(running)) : undefined,
    },
    { level: 'screen' },
  );
  const columns = width - 1;
  const top: Line[] = [
    ...renderUnconfirmed(unconfirmed, columns, seconds),
    ...(told === undefined ? [] : [...showOperation(told, columns), blank]),
  ];
  const above = Math.min(top.length, Math.floor(height / 2));
  const room = height - above;
  return (
    <>
      <Lines lines={top} width={width} height={above} />
      {details !== undefined ? (
        <Scroll
          key={details.nic}
          lines={renderDetails(details, traffic, columns, now)}
          width={width}
          height={room}
        />
      ) : (
        <PortsView
          network={network}
          traffic={traffic}
          chosen={index}
          onChoose={choose}
          width={width}
          height={room}
          now={now}
        />
      )}
      {form !== undefined && !stale && (
        <RoleForm port={form} area={{ width, height }} onClose={() => setForm(undefined)} />
      )}
    </>
  );
}
