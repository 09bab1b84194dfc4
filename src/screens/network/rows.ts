import { cell, textOf } from '../../client/hardware/cells.ts';
import type { Cell } from '../../client/hardware/model.ts';
import { wantedCell } from '../../client/network/describe-port.ts';
import { linkCell } from '../../client/network/link-cell.ts';
import { latestRates, type Traffic } from '../../client/network/traffic.ts';
import { formatRate } from '../../client/units.ts';
import type { NetworkPort } from '../../contract/index.ts';
import { renderGraph } from '../../ui/text/graph.ts';
import { type Line, type Span, span } from '../../ui/text/line.ts';
import { type Column, renderTable } from '../../ui/text/table.ts';
import { toneOf } from '../desk/render-cell.ts';

/** Below this a graph is flat: what a quiet network says by itself. */
export const QUIET = 10_000;
const GRAPH = 8;

/** The titles and a row for each port, with as many columns as fit; what has no room is in the details. */
export function renderPorts(
  ports: readonly NetworkPort[],
  traffic: Traffic,
  columns: number,
): { head: Line[]; rows: Line[] } {
  const [title = [], ...rows] = renderTable(ports, tableOf(traffic), columns);
  return { head: [title], rows };
}

const short = (each: Cell): Span =>
  span(each.fact.state === 'unknown' ? 'unknown' : textOf(each), toneOf(each));

const tableOf = (traffic: Traffic): Column<NetworkPort>[] => [
  { title: 'Port', rank: 0, most: 14, value: ({ label }) => span(label, 'strong') },
  { title: 'Role', rank: 1, most: 11, value: ({ role }) => span(role, role === 'unused' ? 'dim' : 'plain') },
  { title: 'Link', rank: 2, most: 14, value: (port) => short(linkCell(port)) },
  { title: 'Rx bit/s', rank: 3, most: 8, align: 'right', value: ({ nic }) => rate(traffic, nic, 'received') },
  { title: 'Tx bit/s', rank: 3, most: 8, align: 'right', value: ({ nic }) => rate(traffic, nic, 'sent') },
  { title: 'Traffic', rank: 4, most: GRAPH, value: ({ nic }) => span(graphOf(traffic, nic), 'good') },
  { title: 'OK', rank: 5, most: 7, value: (port) => short(wantedCell(port)) },
  {
    title: "Guest's MAC",
    rank: 6,
    most: 17,
    value: ({ guestMac }) => span(guestMac ?? 'none', guestMac === undefined ? 'dim' : 'plain'),
  },
  {
    title: 'Errors',
    rank: 7,
    most: 9,
    align: 'right',
    value: ({ nic }) => counted(traffic, nic, 'rxErrors', 'txErrors'),
  },
  {
    title: 'Dropped',
    rank: 8,
    most: 9,
    align: 'right',
    value: ({ nic }) => counted(traffic, nic, 'rxDropped', 'txDropped'),
  },
  {
    title: 'Bridge',
    rank: 9,
    most: 15,
    value: ({ bridge }) => span(bridge ?? 'none', bridge === undefined ? 'dim' : 'plain'),
  },
  { title: 'Driver', rank: 10, most: 12, value: ({ driver }) => short(cell(driver)) },
  { title: 'NIC', rank: 11, most: 15, value: ({ nic }) => span(nic) },
  {
    title: 'At the other end',
    rank: 12,
    most: 24,
    value: ({ neighbour }) => span(neighbour?.systemName ?? neighbour?.chassisId ?? ''),
  },
  { title: 'Its port', rank: 13, most: 16, value: ({ neighbour }) => span(neighbour?.portId ?? '') },
];

function rate(traffic: Traffic, nic: string, way: 'received' | 'sent'): Span {
  const rates = latestRates(traffic, nic);
  return rates === undefined ? span('-', 'dim') : span(formatRate(rates[way]));
}

function graphOf({ rates }: Traffic, nic: string): string {
  const both = (rates.get(nic) ?? []).map((each) => each && each.received + each.sent);
  return renderGraph(both, GRAPH, QUIET);
}

function counted(
  { counters }: Traffic,
  nic: string,
  received: 'rxErrors' | 'rxDropped',
  sent: 'txErrors' | 'txDropped',
): Span {
  const all = counters.get(nic);
  if (all === undefined) return span('unknown', 'dim');
  const sum = all[received] + all[sent];
  return span(String(sum), sum > 0 && received === 'rxErrors' ? 'warning' : 'plain');
}
