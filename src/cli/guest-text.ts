import { healthCell } from '../client/guest-health-words.ts';
import { nicLinkWords, nicPlaceWords } from '../client/guest-nic-words.ts';
import { formatMiB } from '../client/units.ts';
import type { Guest, GuestState } from '../contract/index.ts';
import { formatFact, formatTime } from './output/format.ts';
import { renderProblemSection } from './output/problems.ts';
import { renderRows, renderTable } from './output/table.ts';
import type { Line, Piece, Tone } from './output/text.ts';

const TONES: Partial<Record<GuestState, Tone>> = { running: 'good', crashed: 'error', unknown: 'warning' };

/** The guest in one line: state, since when and why, and its size. */
export function guestLine({ state, since, reason, vcpus, memoryMiB }: Guest): Piece[] {
  const tone = TONES[state];
  const facts = [
    since === undefined ? '' : ` since ${formatTime(since)}`,
    reason === undefined ? '' : ` (${reason})`,
    vcpus === undefined ? '' : `, CPUs: ${vcpus}`,
    memoryMiB === undefined ? '' : `, memory: ${formatMiB(memoryMiB)}`,
  ];
  return [tone === undefined ? state : { text: state, tone }, facts.join('')];
}

/** Everything about the guest, as `bezel guest show` prints it. */
export function renderGuest(g: Guest): Line[] {
  const fields: Line[][] = [
    ['Guest', { text: g.name, tone: 'heading' }],
    ['State', guestLine({ ...g, vcpus: undefined, memoryMiB: undefined })],
    ['Health', formatFact(healthCell(g.health).fact)],
    ['UUID', g.uuid ?? 'unknown'],
    ['CPUs', String(g.vcpus ?? 'unknown')],
    ['Memory', g.memoryMiB === undefined ? 'unknown' : formatMiB(g.memoryMiB)],
  ];
  return [
    ...renderRows(fields),
    '',
    { text: 'NICs', tone: 'heading' },
    ...renderTable(
      ['SLOT', 'NIC', 'MAC', 'BRIDGE', 'LINK'],
      g.nics.map((nic) => [
        String(nic.slot ?? ''),
        nic.nic,
        nic.mac,
        nicPlaceWords(nic),
        nicLinkWords(nic, g.state),
      ]),
      '  ',
    ),
    '',
    { text: 'What can be done', tone: 'heading' },
    ...renderRows(
      Object.entries(g.actions).map(([action, { allowed, reason }]) => [
        action,
        allowed ? 'yes' : `no${reason === undefined ? '' : `: ${reason}`}`,
      ]),
      '  ',
    ),
    ...renderProblemSection(g.problems),
  ];
}
