import { formatCount, formatMiB } from '../../client/units.ts';
import type { Operation, Status } from '../../contract/index.ts';
import { blank, field, fitLine, type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { guestHistory, renderBanner } from '../desk/banner.ts';
import { asText, showFact } from '../desk/facts.ts';
import { formatSince, formatSinceAge } from '../desk/format.ts';
import { showOperation } from '../desk/operations.ts';
import { renderProblems } from '../desk/problems.ts';

const LABEL = 15;
/** From this width on, what wants attention is beside the figures instead of below them. */
export const TWO_COLUMNS = 100;

interface View {
  status: Status;
  running: readonly Operation[];
  stale: boolean;
  now: Date;
}

/** The box in one glance, `columns` wide. */
export function renderOverview(view: View, columns: number, height: number): Line[] {
  const { status, stale } = view;
  // What is wrong has to be seen without scrolling.
  const tall = height >= 25 || (height >= 15 && status.problems.length === 0);
  const top = [...renderBanner(status.guest, stale, columns, tall), blank];
  if (columns < TWO_COLUMNS) {
    const attention = renderAttention(view, columns);
    return [...top, ...renderFigures(view, columns), ...(attention.length > 0 ? [blank, ...attention] : [])];
  }
  const half = Math.floor((columns - 3) / 2);
  return [...top, ...beside(renderFigures(view, half), renderAttention(view, half), half)];
}

/** Two columns of lines, `width` each. */
function beside(left: Line[], right: Line[], width: number): Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...fitLine(left[i] ?? blank, width),
    span('   '),
    ...(right[i] ?? blank),
  ]);
}

function renderFigures({ status, now }: View, columns: number): Line[] {
  const { product, summary, guest, libvirt, config } = status;
  const row = (label: string, ...value: Line) => field(label, LABEL, ...value);
  return [
    row('Product', ...productWords(status, now)),
    row('Serial number', ...showFact(product.serial, asText, now, 'strong')),
    row('Guest', span(guestHistory(guest, now))),
    row('Processors', ...showFact(summary.cpus, asText, now)),
    row('Memory', ...showFact(summary.memoryMiB, formatMiB, now)),
    row(
      'Ports, disks',
      span(`${formatCount(summary.nics, 'NIC', 'NICs')}, ${formatCount(summary.disks, 'disk', 'disks')}`),
    ),
    row('Policy', configWords(status)),
    row(
      'Backend',
      span(`${status.version}, ${formatSinceAge(status.startedAt, now)}`),
      ...(status.ready ? [] : [span(', not ready yet', 'warning')]),
    ),
    row(
      'libvirt',
      libvirt.connected
        ? span(libvirt.version ?? 'connected')
        : span(
            `no connection${libvirt.since === undefined ? '' : ` since ${formatSince(libvirt.since, now)}`}`,
            'warning',
          ),
    ),
    ...(status.notice === undefined ? [] : [blank, ...paragraph(status.notice, columns, 'strong')]),
  ];

  function configWords({ config: { loadedAt } }: Status) {
    const when = loadedAt === undefined ? '' : `, read ${formatSince(loadedAt, now)}`;
    if (config.inForce === 'policy') return span(`in force${when}`);
    if (config.inForce === 'last-good') return span('unusable; the last good one is in force', 'warning');
    return span('none that can be used', 'bad');
  }
}

/** Who made it, where that is known, and what it is. */
function productWords({ product: { manufacturer, name } }: Status, now: Date): Line {
  const maker = manufacturer.state === 'unknown' ? [] : [...showFact(manufacturer, asText, now), span(' ')];
  return [...maker, ...showFact(name, asText, now, 'strong')];
}

function renderAttention({ status, running }: View, columns: number): Line[] {
  const work = running.flatMap((operation) => showOperation(operation, columns));
  const problems = renderProblems('Wants attention', status.problems, columns);
  return [
    ...(work.length > 0 ? [line('Under way', 'title'), ...work] : []),
    ...(work.length > 0 && problems.length > 0 ? [blank] : []),
    ...problems,
  ];
}
