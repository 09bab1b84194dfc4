import type { NetworkPort } from '../../contract/index.ts';
import { cell, knownValue } from '../hardware/cells.ts';
import type { Cell } from '../hardware/model.ts';
import { formatSpeed } from '../units.ts';

type Link = Pick<NetworkPort, 'carrier' | 'speedMbps'>;

const tell = ({ carrier, speedMbps }: Link, format: (speed: string | undefined) => string): Cell => {
  const speed = knownValue(speedMbps);
  return cell(
    carrier,
    (up) => (up ? format(speed === undefined ? undefined : formatSpeed(speed)) : 'down'),
    (up) => (up ? 'good' : 'warning'),
  );
};

/** Whether the other end of the cable answers, and how fast the link is where that is known. */
export const linkCell = (port: Link): Cell =>
  tell(port, (speed) => (speed === undefined ? 'up' : `up, ${speed}`));

/** The same where there is little room: only a link that is up has a speed. */
export const shortLinkCell = (port: Link): Cell => tell(port, (speed) => speed ?? 'up');
