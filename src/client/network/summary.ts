import type { Network } from '../../contract/index.ts';
import { knownValue } from '../hardware/cells.ts';

/** How many ports have a link. */
export const countUp = ({ ports }: Pick<Network, 'ports'>): number =>
  ports.filter(({ carrier }) => knownValue(carrier) === true).length;
