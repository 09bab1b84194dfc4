import type { NetworkPort } from '../../contract/index.ts';
import { cell, knownValue } from '../hardware/cells.ts';
import type { Cell } from '../hardware/model.ts';
import { formatSpeed } from '../units.ts';

/** Whether the other end of the cable answers, and how fast the link is where that is known. */
export function linkCell({ carrier, speedMbps }: Pick<NetworkPort, 'carrier' | 'speedMbps'>): Cell {
  const speed = knownValue(speedMbps);
  return cell(
    carrier,
    (up) => (!up ? 'down' : speed === undefined ? 'up' : `up, ${formatSpeed(speed)}`),
    (up) => (up ? 'good' : 'warning'),
  );
}
