import { originWords } from '../../client/change-words.ts';
import type { ConfigStatus, GuestStart, Operation, Status } from '../../contract/index.ts';
import { blank, field, type Line, line, paragraph, type Span, span } from '../../ui/text/line.ts';
import { configNotice } from '../desk/config-notice.ts';
import { formatSince } from '../desk/format.ts';
import { showOperation } from '../desk/operations.ts';
import { renderProblems } from '../desk/problems.ts';
import type { Fetched } from '../desk/use-fetched.ts';
import { renderStarts } from './starts-lines.ts';
import { renderChanges } from './words.ts';

const LABEL = 12;

interface View {
  status: Status;
  running: Operation | undefined;
  starts: Fetched<readonly GuestStart[]>;
  now: Date;
}

/** Which configuration is in force, what starts change, and how they went. */
export function renderConfiguration({ status, running, starts, now }: View, columns: number): Line[] {
  const { config, changes } = status;
  const { lastStart, next } = changes;
  return [
    ...renderNotice(status, columns),
    ...(running === undefined ? [] : [...showOperation(running, columns), blank]),
    ...renderInForce(status, now),
    ...section('What is wrong with the policy', renderProblems('', config.problems, columns).slice(1)),
    ...section('What the next start would change', renderChanges(next, columns), 'Nothing.'),
    ...section(
      `What the last start changed${lastStart === undefined ? '' : `, ${formatSince(lastStart.at, now)}`}`,
      renderChanges(lastStart?.changes ?? [], columns),
      lastStart === undefined ? 'The guest has not been started yet.' : 'Nothing.',
    ),
    ...section('Starts of the guest', renderFetched(starts, columns, now)),
  ];
}

/** A title and what is below it, after an empty line; where that is nothing, what to say instead, or nothing at all. */
function section(title: string, lines: readonly Line[], otherwise?: string): Line[] {
  if (lines.length === 0 && otherwise === undefined) return [];
  return [blank, line(title, 'title'), ...(lines.length > 0 ? lines : [line(otherwise ?? '', 'dim')])];
}

function renderNotice({ changes }: Status, columns: number): Line[] {
  const notice = configNotice(changes);
  if (notice === undefined) return [];
  const what = changes.held
    ? 'The guest is not started before a technician has accepted what the next start changes, or has rolled back.'
    : changes.choice === 'last-good'
      ? 'A technician has rolled back: starts use what the guest last ran well with, until what is rendered is accepted again.'
      : 'What was rendered did not start. The next start by hand tries it again.';
  return [line(` ${notice}`.padEnd(columns), 'bannerPlain'), ...paragraph(what, columns), blank];
}

function renderInForce({ config, changes }: Status, now: Date): Line[] {
  const { choice, lastGoodAt, lastStart } = changes;
  const row = (label: string, ...value: Span[]) => field(label, LABEL, ...value);
  const last = lastStart === undefined ? 'none yet' : formatSince(lastStart.at, now);
  const read = config.loadedAt === undefined ? '' : `, read ${formatSince(config.loadedAt, now)}`;
  const fell = lastStart?.origin === 'last-good';
  return [
    row('Policy', IN_FORCE[config.inForce] ?? span('unknown', 'dim')),
    row('File', span(config.policyFile), span(read, 'dim')),
    row('Next start', span(originWords(choice), choice === 'last-good' ? 'warning' : 'plain')),
    row('Last start', span(last), ...(fell ? [span(`, ${originWords('last-good')}`, 'warning')] : [])),
    row(
      'Last good',
      lastGoodAt === undefined ? span('none yet') : span(`first started ${formatSince(lastGoodAt, now)}`),
    ),
  ];
}

const IN_FORCE: Record<ConfigStatus['inForce'], Span> = {
  policy: span('the file is in force'),
  'last-good': span('unusable; the last good one is in force', 'warning'),
  none: span('none that can be used', 'bad'),
};

function renderFetched(starts: Fetched<readonly GuestStart[]>, columns: number, now: Date): Line[] {
  if (starts === undefined) return [line('Reading...', 'dim')];
  if ('error' in starts) return paragraph(starts.error, columns, 'bad');
  return renderStarts(starts.value, columns, now);
}
