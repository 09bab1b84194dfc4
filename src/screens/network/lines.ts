import { formatCount } from '../../client/units.ts';
import type { Network, UnconfirmedChange } from '../../contract/index.ts';
import { blank, type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { renderProblems } from '../desk/problems.ts';

/** What is taken back unless somebody keeps it, with the seconds that are left. */
export function renderUnconfirmed(change: UnconfirmedChange | undefined, columns: number, now: Date): Line[] {
  if (change === undefined) return [];
  const left = Math.ceil((new Date(change.confirmBy).getTime() - now.getTime()) / 1000);
  const when = left > 0 ? `TAKEN BACK IN ${left} s UNLESS YOU KEEP IT` : 'IS BEING TAKEN BACK';
  return [
    line(` ${when}`.padEnd(columns), 'bannerPlain'),
    ...paragraph(change.message, columns, 'warning'),
    blank,
  ];
}

/** What is not of one NIC: the private link, and what is wrong. */
export function renderFoot({ privateLink, problems }: Network, columns: number): Line[] {
  const wrong = renderProblems(formatCount(problems.length, 'problem', 'problems'), problems, columns);
  return [
    ...(privateLink === undefined ? [] : [blank, ...renderPrivateLink(privateLink)]),
    ...(wrong.length > 0 ? [blank, ...wrong] : []),
  ];
}

function renderPrivateLink({
  bridge,
  hostAddress,
  guestAddress,
  asWanted,
}: NonNullable<Network['privateLink']>): Line[] {
  const state =
    asWanted.state === 'unknown'
      ? span('state unknown', 'dim')
      : asWanted.value
        ? span('as wanted', 'good')
        : span('not as wanted', 'bad');
  return [
    [span('Private link  ', 'dim'), span(`${bridge}, `), state],
    [span('              '), span(`host ${hostAddress}, guest ${guestAddress}`)],
  ];
}
