import type { Block } from '../../client/hardware/model.ts';
import { describePort } from '../../client/network/describe-port.ts';
import { latestRates, type Rates, type Traffic } from '../../client/network/traffic.ts';
import { formatBitRate } from '../../client/units.ts';
import type { NetworkPort } from '../../contract/index.ts';
import { renderGraph } from '../../ui/text/graph.ts';
import { blank, field, type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { tellCell, toneOf } from '../desk/render-cell.ts';
import { FIELD_LABEL, renderField } from '../desk/render-fields.ts';
import { QUIET } from './rows.ts';

/** The columns of a rate. */
const RATE = 14;
/** A minute of them. */
const MOST_GRAPH = 60;

/** Everything about one NIC, its traffic first. */
export function renderDetails(port: NetworkPort, traffic: Traffic, columns: number, now: Date): Line[] {
  const counted = { ...port, counters: traffic.counters.get(port.nic) ?? port.counters };
  return [
    renderWay('Received', 'received', port.nic, traffic, columns),
    renderWay('Sent', 'sent', port.nic, traffic, columns),
    ...describePort(counted).flatMap((block, i) => [
      ...(i === 0 ? [] : [blank]),
      ...renderBlock(block, columns, now),
    ]),
  ];
}

function renderWay(label: string, way: keyof Rates, nic: string, traffic: Traffic, columns: number): Line {
  const latest = latestRates(traffic, nic)?.[way];
  const said = latest === undefined ? span('not known', 'dim') : span(formatBitRate(latest));
  const values = (traffic.rates.get(nic) ?? []).map((each) => each?.[way]);
  const room = Math.min(MOST_GRAPH, columns - FIELD_LABEL - RATE);
  return field(
    label,
    FIELD_LABEL,
    { ...said, text: said.text.padEnd(RATE) },
    span(renderGraph(values, room, QUIET), 'good'),
  );
}

function renderBlock(block: Block, columns: number, now: Date): Line[] {
  const title = block.title === undefined ? [] : [line(block.title, 'title')];
  if (block.kind === 'fields')
    return [...title, ...block.fields.flatMap((each) => renderField(each, columns, now))];
  if (block.kind === 'text')
    return [...title, ...paragraph(tellCell(block.cell, now), columns, toneOf(block.cell))];
  return title;
}
