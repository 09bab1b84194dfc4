import type { ReactElement } from 'react';
import type { Traffic } from '../../client/network/traffic.ts';
import type { Network } from '../../contract/index.ts';
import { List } from '../../ui/list/list.tsx';
import { blank, line } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { renderDetails } from './details.ts';
import { renderFoot } from './lines.ts';
import { renderPorts } from './rows.ts';

/** With so many lines left below the list, the details of the chosen NIC are there as well. */
const ENOUGH = 20;

interface Props {
  network: Network;
  traffic: Traffic;
  /** Index of the chosen port. */
  chosen: number;
  onChoose(index: number): void;
  width: number;
  height: number;
  now: Date;
}

/** A row for each port and what is not of one; on a tall terminal with the details of the chosen one below. */
export function PortsView({ network, traffic, chosen, onChoose, width, height, now }: Props): ReactElement {
  const { ports } = network;
  // A column is left for the scroll bar.
  const columns = width - 1;
  const { head, rows } =
    ports.length === 0
      ? { head: [line('The box has no NIC.')], rows: [] }
      : renderPorts(ports, traffic, columns);
  const foot = renderFoot(network, columns);
  const port = ports[chosen];
  const used = head.length + rows.length + foot.length;
  const below =
    port === undefined || height - used < ENOUGH
      ? []
      : [blank, ...renderDetails(port, traffic, columns, now)];
  const room = below.length === 0 ? height : used;
  return (
    <>
      <List
        head={head}
        rows={rows}
        foot={foot}
        chosen={chosen}
        onChoose={onChoose}
        width={width}
        height={room}
      />
      <Lines lines={below} width={width} height={height - room} />
    </>
  );
}
