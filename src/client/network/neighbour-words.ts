import type { LldpNeighbour } from '../../contract/index.ts';

/** Who a neighbour says that it is, and which port of it; empty where nobody was heard. */
export const neighbourWords = (neighbour: LldpNeighbour | undefined): string =>
  neighbour === undefined ? '' : `${neighbour.systemName ?? neighbour.chassisId} ${neighbour.portId}`;
