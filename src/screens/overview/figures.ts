import { summariseChanges } from '../../client/change-words.ts';
import { healthCell } from '../../client/guest-health-words.ts';
import { countUp } from '../../client/network/summary.ts';
import { followingWords, lastStop } from '../../client/power/summary.ts';
import { verdictWords } from '../../client/power/words.ts';
import { formatCount, formatMiB } from '../../client/units.ts';
import type { ConfigChanges, ConfigStatus, Guest, Network, Power, Status } from '../../contract/index.ts';
import { blank, field, type Line, paragraph, type Span, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import { guestHistory } from '../desk/banner.ts';
import { asText, showFact } from '../desk/facts.ts';
import { formatSince, formatSinceAge } from '../desk/format.ts';
import { toneOf, toneOfMood } from '../desk/render-cell.ts';

const LABEL = 15;

const row = (label: string, ...value: Line) => field(label, LABEL, ...value);

/** The figures of the box. `mostChanges` is how many lines the changes of the last start may take. */
export function renderFigures(
  {
    status,
    network,
    power,
    now,
  }: { status: Status; network: Network | undefined; power: Power | undefined; now: Date },
  columns: number,
  mostChanges: number,
): Line[] {
  const { product, summary, guest, config, changes } = status;
  return [
    row('Product', ...productWords(status, now)),
    row('Serial number', ...showFact(product.serial, asText, now, 'strong')),
    row('Guest', span(guestHistory(guest, now)), ...healthWords(guest)),
    row('Power', ...powerWords(power, now)),
    row(
      'Processors',
      ...showFact(summary.cpus, asText, now),
      span(', memory '),
      ...showFact(summary.memoryMiB, formatMiB, now),
    ),
    row(
      'Ports, disks',
      span(`${portWords(status, network)}, ${formatCount(summary.disks, 'disk', 'disks')}`),
    ),
    row('Policy', configWords(config, now)),
    ...renderLastStart(changes, columns, mostChanges),
    row(
      'Backend',
      span(`${status.version}, ${formatSinceAge(status.startedAt, now)}`),
      ...(status.ready ? [] : [span(', not ready yet', 'warning')]),
    ),
    row('libvirt', libvirtWords(status, now)),
    ...(status.notice === undefined ? [] : [blank, ...paragraph(status.notice, columns, 'strong')]),
  ];
}

/** How the guest is in a word, where it has said so in this run. */
function healthWords({ health }: Guest): Span[] {
  if (health.state !== 'known') return [];
  return [span(', '), span(health.value.state, toneOf(healthCell(health)))];
}

/** Whether the box follows the guest, and what came of its last stop. */
function powerWords(power: Power | undefined, now: Date): Span[] {
  if (power === undefined) return [span('unknown', 'dim')];
  const { text, mood } = followingWords(power);
  const last = lastStop(power);
  const stop =
    last === undefined ? '' : `; last stop: ${verdictWords(last.verdict).word} ${formatSince(last.at, now)}`;
  return [span(text, toneOfMood(mood === 'good' ? undefined : mood)), span(stop)];
}

/** How many NICs there are, and how many of them have a link as far as that was told. */
function portWords({ summary }: Status, network: Network | undefined): string {
  const all = formatCount(summary.nics, 'NIC', 'NICs');
  return network === undefined ? all : `${all} (${countUp(network)} up)`;
}

/** Who made it, where that is known, and what it is. */
function productWords({ product: { manufacturer, name } }: Status, now: Date): Line {
  const maker = manufacturer.state === 'unknown' ? [] : [...showFact(manufacturer, asText, now), span(' ')];
  return [...maker, ...showFact(name, asText, now, 'strong')];
}

function configWords({ inForce, loadedAt }: ConfigStatus, now: Date): Span {
  const when = loadedAt === undefined ? '' : `, read ${formatSince(loadedAt, now)}`;
  if (inForce === 'policy') return span(`in force${when}`);
  if (inForce === 'last-good') return span('unusable; the last good one is in force', 'warning');
  return span('none that can be used', 'bad');
}

/** What the last start changed; nothing where that is nothing. */
function renderLastStart({ lastStart }: ConfigChanges, columns: number, most: number): Line[] {
  const changes = lastStart?.changes ?? [];
  if (changes.length === 0) return [];
  const texts = wrapText(summariseChanges(changes, 2 * most), columns - LABEL);
  const cut = texts.length > most;
  return texts
    .slice(0, most)
    .map((text, i) =>
      row(i === 0 ? 'Last start' : '', span(cut && i === most - 1 ? `${text} …` : text, 'warning')),
    );
}

function libvirtWords({ libvirt: { connected, version, since } }: Status, now: Date): Span {
  if (connected) return span(version ?? 'connected');
  return span(`no connection${since === undefined ? '' : ` since ${formatSince(since, now)}`}`, 'warning');
}
