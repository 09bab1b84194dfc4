import { originWords, summariseChanges } from '../../client/change-words.ts';
import { formatMiB } from '../../client/units.ts';
import type { Status } from '../../contract/index.ts';
import type { Verb } from '../command/verb.ts';
import { inForce } from '../config-text.ts';
import { guestLine } from '../guest-text.ts';
import { formatFact, formatTime } from '../output/format.ts';
import { renderProblemSection } from '../output/problems.ts';
import { renderRows } from '../output/table.ts';
import type { Line } from '../output/text.ts';

export const status: Verb = {
  path: ['status'],
  summary: 'Show the box in one glance: product, guest, problems',
  details: [
    'Ends with 0 whenever the backend answers, whatever it says: problems are shown, worst first.',
    'Scripts find them in the JSON, under "problems".',
  ],
  examples: ['bezel status', "bezel status --json | jq -e '.problems == []'"],
  run: async ({ client, out, signal }) => {
    const now = await client.call('status.get', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderStatus(now));
    return undefined;
  },
};

/** The box in one glance, as people read it. */
export function renderStatus(s: Status): Line[] {
  const { product, summary } = s;
  const rows: Line[][] = [
    ['Product', { text: `${formatFact(product.manufacturer)} ${formatFact(product.name)}`, tone: 'heading' }],
    ['Serial number', formatFact(product.serial)],
    ['UUID', formatFact(product.uuid)],
    ['CPUs', formatFact(summary.cpus)],
    ['Memory', formatFact(summary.memoryMiB, formatMiB)],
    ['NICs', String(summary.nics)],
    ['Disks', String(summary.disks)],
    ['Guest', guestLine(s.guest)],
    [
      'Configuration',
      s.config.inForce === 'policy' ? inForce(s.config) : { text: inForce(s.config), tone: 'warning' },
    ],
    ...startRows(s.changes),
    ['Backend', `${s.version}, ${s.ready ? 'ready' : 'starting'}, up since ${formatTime(s.startedAt)}`],
    ['libvirt', libvirtLine(s.libvirt)],
  ];
  if (s.notice !== undefined) rows.push(['Notice', s.notice]);
  return [...renderRows(rows), ...renderProblemSection(s.problems)];
}

/** What the last start changed, and what is to be known before the next one. */
function startRows({ lastStart, next, held, choice }: Status['changes']): Line[][] {
  const rows: Line[][] = [];
  if (lastStart !== undefined) {
    const { at, changes } = lastStart;
    const changed = changes.length === 0 ? 'changed nothing' : `changed: ${summariseChanges(changes)}`;
    rows.push([
      'Last start',
      lastStart.origin === 'rendered'
        ? `${formatTime(at)}, ${changed}`
        : [`${formatTime(at)}, `, { text: `with ${originWords(lastStart.origin)}`, tone: 'warning' }],
    ]);
  }
  const would = next.length === 0 ? 'changes nothing' : `would change: ${summariseChanges(next)}`;
  if (held) rows.push(['Next start', { text: `waits for bezel config accept; ${would}`, tone: 'warning' }]);
  else if (choice === 'last-good')
    rows.push(['Next start', { text: `uses ${originWords(choice)}`, tone: 'warning' }]);
  else if (next.length > 0) rows.push(['Next start', would]);
  return rows;
}

function libvirtLine({ connected, version, since }: Status['libvirt']): Line {
  const when = since === undefined ? '' : ` since ${formatTime(since)}`;
  if (!connected) return { text: `not connected${when}`, tone: 'warning' };
  return `connected${when}${version === undefined ? '' : `, version ${version}`}`;
}
