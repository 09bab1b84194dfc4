import { cell, knownValue, textOf } from '../../client/hardware/cells.ts';
import type { Cell } from '../../client/hardware/model.ts';
import { wantedCell } from '../../client/network/describe-port.ts';
import { shortLinkCell } from '../../client/network/link-cell.ts';
import { neighbourWords } from '../../client/network/neighbour-words.ts';
import { latestRates, type Traffic } from '../../client/network/traffic.ts';
import { formatRate } from '../../client/units.ts';
import type { NetworkPort } from '../../contract/index.ts';
import { clip } from '../../ui/text/fit.ts';
import { renderGraph } from '../../ui/text/graph.ts';
import { type Line, type Span, span } from '../../ui/text/line.ts';
import { type Column, renderTable } from '../../ui/text/table.ts';
import { toneOf } from '../desk/render-cell.ts';

/** Below this a graph is flat: what a quiet network says by itself. */
export const QUIET = 10_000;
const LABEL = 14;
const GRAPH = 8;
/** From this width on there is room for a graph that tells more. */
const WIDE = 140;
const WIDE_GRAPH = 16;

/** The titles and a row for each port, with as many columns as fit; what has no room is in the details. */
export function renderPorts(
  ports: readonly NetworkPort[],
  traffic: Traffic,
  columns: number,
): { head: Line[]; rows: Line[] } {
  const [title = [], ...rows] = renderTable(
    ports,
    tableOf(traffic, columns >= WIDE ? WIDE_GRAPH : GRAPH),
    columns,
  );
  return { head: [title], rows };
}

const short = (each: Cell): Span =>
  span(each.fact.state === 'unknown' ? 'unknown' : textOf(each), toneOf(each));

const tableOf = (traffic: Traffic, graph: number): Column<NetworkPort>[] => [
  { title: 'Port', rank: 0, most: LABEL, value: labelOf },
  { title: 'Role', rank: 1, most: 11, value: ({ role }) => span(role, role === 'unused' ? 'dim' : 'plain') },
  { title: 'Link', rank: 2, most: 12, value: (port) => short(shortLinkCell(port)) },
  { title: 'Rx bit/s', rank: 3, most: 8, align: 'right', value: ({ nic }) => rate(traffic, nic, 'received') },
  { title: 'Tx bit/s', rank: 3, most: 8, align: 'right', value: ({ nic }) => rate(traffic, nic, 'sent') },
  {
    title: 'Traffic',
    rank: 4,
    most: graph,
    value: ({ nic }) => span(graphOf(traffic, nic, graph), 'good'),
  },
  {
    title: "Guest's MAC",
    rank: 6,
    most: 17,
    value: ({ guestMac }) => span(guestMac ?? 'none', guestMac === undefined ? 'dim' : 'plain'),
  },
  { title: 'As wanted', rank: 6, most: 9, value: (port) => short(wantedCell(port)) },
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
  { title: 'At the other end', rank: 6, most: 32, value: ({ neighbour }) => span(neighbourWords(neighbour)) },
];

/** What the port is called, and a sign where it is not as it is wanted: the column that says so has no room everywhere. */
const labelOf = ({ label, asWanted }: NetworkPort): Span =>
  asWanted.state !== 'unknown' && !asWanted.value
    ? span(`${clip(label, LABEL - 2)} !`, 'bad')
    : span(label, 'strong');

function rate(traffic: Traffic, nic: string, way: 'received' | 'sent'): Span {
  const rates = latestRates(traffic, nic);
  return rates === undefined ? span('-', 'dim') : span(formatRate(rates[way]));
}

function graphOf({ rates }: Traffic, nic: string, columns: number): string {
  const both = (rates.get(nic) ?? []).map((each) => each && each.received + each.sent);
  return renderGraph(both, columns, QUIET);
}

function counted(
  { counters }: Traffic,
  nic: string,
  received: 'rxErrors' | 'rxDropped',
  sent: 'txErrors' | 'txDropped',
): Span {
  const fact = counters.get(nic);
  const all = fact && knownValue(fact);
  if (all === undefined) return span('unknown', 'dim');
  const sum = all[received] + all[sent];
  return span(String(sum), sum > 0 && received === 'rxErrors' ? 'warning' : 'plain');
}
