import type { Block } from '../../client/hardware/model.ts';
import { describePort } from '../../client/network/describe-port.ts';
import { latestRates, type Rates, type Traffic } from '../../client/network/traffic.ts';
import { formatRate } from '../../client/units.ts';
import type { NetworkPort } from '../../contract/index.ts';
import { renderGraph } from '../../ui/text/graph.ts';
import { blank, field, type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { tellCell, toneOf } from '../desk/render-cell.ts';
import { FIELD_LABEL, renderField } from '../desk/render-fields.ts';
import { QUIET } from './rows.ts';

const RATE = 14;

/** Everything about one NIC, its traffic first. */
export function renderDetails(port: NetworkPort, traffic: Traffic, columns: number, now: Date): Line[] {
  const counters = traffic.counters.get(port.nic);
  const counted: NetworkPort =
    counters === undefined ? port : { ...port, counters: { state: 'known', value: counters } };
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
  const values = (traffic.rates.get(nic) ?? []).map((each) => each?.[way]);
  return field(
    label,
    FIELD_LABEL,
    span(
      (latest === undefined
        ? 'not known yet'
        : `${formatRate(latest)}bit/s`.replace(/(\d)bit/, '$1 bit')
      ).padEnd(RATE),
      latest === undefined ? 'dim' : 'plain',
    ),
    span(renderGraph(values, Math.max(0, Math.min(60, columns - FIELD_LABEL - RATE)), QUIET), 'good'),
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
