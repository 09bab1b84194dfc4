import { describePort } from '../client/network/describe-port.ts';
import { neighbourWords } from '../client/network/neighbour-words.ts';
import { countUp } from '../client/network/summary.ts';
import { formatSpeed } from '../client/units.ts';
import { factValue } from '../contract/fact.ts';
import type { Network, NetworkPort } from '../contract/index.ts';
import { renderBlocks } from './hardware-text.ts';
import { formatFact, formatTime } from './output/format.ts';
import { renderProblemSection } from './output/problems.ts';
import { renderTable } from './output/table.ts';
import type { Line, Piece } from './output/text.ts';

/** The network in one line. */
export function networkLine({ ports, unconfirmed, problems }: Network): string {
  const parts = [`ports: ${ports.length}, up: ${countUp({ ports })}`, `problems: ${problems.length}`];
  if (unconfirmed !== undefined)
    parts.push(`unconfirmed until ${formatTime(unconfirmed.confirmBy)}: ${unconfirmed.message}`);
  return parts.join(', ');
}

/** The network, a row for each port, as `bezel network show` prints it. */
export function renderNetwork(now: Network): Line[] {
  const { ports, problems } = now;
  return [
    ...renderTable(
      ['PORT', 'NIC', 'ROLE', 'LINK', 'BRIDGE', 'AS WANTED', "GUEST'S MAC", 'AT THE OTHER END'],
      ports.map((port) => [
        port.label,
        port.nic,
        port.role,
        linkOf(port),
        port.bridge ?? 'none',
        wantedOf(port),
        port.guestMac ?? 'none',
        neighbourWords(port.neighbour),
      ]),
    ),
    ...renderPrivateLink(now),
    ...(now.unconfirmed === undefined ? [] : ['', ...renderUnconfirmed(now)]),
    ...renderProblemSection(problems),
  ];
}

/** Everything about one port, as `bezel network show PORT` prints it, `columns` wide. */
export const renderPort = (port: NetworkPort, columns: number): Line[] =>
  renderBlocks(describePort(port), columns);

function renderPrivateLink({ privateLink }: Network): Line[] {
  if (privateLink === undefined) return [];
  const { bridge, hostAddress, guestAddress } = privateLink;
  return [
    '',
    [
      'Private link: ',
      bridge,
      `, host ${hostAddress}, guest ${guestAddress}, as wanted: `,
      wantedOf(privateLink),
    ],
  ];
}

/** The change that waits for its confirmation; nothing without one. */
export function renderUnconfirmed({ unconfirmed }: Network): Line[] {
  if (unconfirmed === undefined) return [];
  const { message, confirmBy } = unconfirmed;
  return [
    [{ text: 'Not confirmed: ', tone: 'warning' }, message],
    `It is taken back at ${formatTime(confirmBy)} unless it is confirmed: bezel network confirm`,
  ];
}

function linkOf({ carrier, speedMbps }: NetworkPort): Piece {
  const isUp = factValue(carrier);
  if (isUp === undefined) return 'unknown';
  if (!isUp) return { text: 'down', tone: 'warning' };
  const speed = factValue(speedMbps);
  return { text: speed === undefined ? 'up' : `up, ${formatSpeed(speed)}`, tone: 'good' };
}

function wantedOf({ asWanted }: Pick<NetworkPort, 'asWanted'>): Piece {
  const is = factValue(asWanted);
  if (is === undefined) return formatFact(asWanted);
  return is ? 'yes' : { text: 'no', tone: 'error' };
}
