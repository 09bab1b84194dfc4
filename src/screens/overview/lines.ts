import type { Network, Operation, Power, Status } from '../../contract/index.ts';
import { blank, fitLine, type Line, line, span } from '../../ui/text/line.ts';
import { renderBanner } from '../desk/banner.ts';
import { configNotice } from '../desk/config-notice.ts';
import { showOperation } from '../desk/operations.ts';
import { renderProblems } from '../desk/problems.ts';
import { renderFigures } from './figures.ts';

/** From this width on, what wants attention is beside the figures instead of below them. */
export const TWO_COLUMNS = 100;

interface View {
  status: Status;
  network: Network | undefined;
  power: Power | undefined;
  running: readonly Operation[];
  stale: boolean;
  now: Date;
  /** The keys that lead to the screens. */
  configurationKey: string;
  networkKey: string;
  powerKey: string;
}

/** The box in one glance, `columns` wide. */
export function renderOverview(view: View, columns: number, height: number): Line[] {
  const { status, stale } = view;
  // What is wrong has to be seen without scrolling.
  const tall = height >= 25 || (height >= 15 && status.problems.length === 0);
  const most = height >= 25 ? 4 : 1;
  const top = [...renderBanner(status.guest, stale, columns, tall), ...renderNotice(view, columns), blank];
  if (columns < TWO_COLUMNS) {
    const attention = renderAttention(view, columns);
    return [
      ...top,
      ...renderFigures(view, columns, most),
      ...(attention.length > 0 ? [blank, ...attention] : []),
    ];
  }
  const half = Math.floor((columns - 3) / 2);
  return [...top, ...beside(renderFigures(view, half, most), renderAttention(view, half), half)];
}

/** Two columns of lines, `width` each. */
function beside(left: Line[], right: Line[], width: number): Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...fitLine(left[i] ?? blank, width),
    span('   '),
    ...(right[i] ?? blank),
  ]);
}

/** What nobody should overlook, and where to see more: of the starts, of the network, and of power. */
function renderNotice(
  { status, network, power, configurationKey, networkKey, powerKey }: View,
  columns: number,
): Line[] {
  const bar = (text: string, key: string) => line(` ${text}: press ${key}`.padEnd(columns), 'bannerPlain');
  const notice = configNotice(status.changes);
  return [
    ...(notice === undefined ? [] : [bar(notice, configurationKey)]),
    ...(network?.unconfirmed === undefined
      ? []
      : [bar('A CHANGE OF THE NETWORK WAITS TO BE KEPT', networkKey)]),
    ...(power?.backOff.broken ? [bar('THE GUEST IS LEFT OFF: IT STOPPED TOO OFTEN', powerKey)] : []),
    ...(power?.maintenance === undefined
      ? []
      : [bar('MAINTENANCE: THE BOX DOES NOT FOLLOW THE GUEST', powerKey)]),
  ];
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
