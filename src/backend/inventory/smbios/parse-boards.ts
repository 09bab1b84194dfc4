import { byteAt, wordAt } from './parse-field.ts';
import type { SmbiosStructure } from './parse-table.ts';

export interface MainAndOthers {
  main: SmbiosStructure | undefined;
  others: SmbiosStructure[];
}

const motherboard = 0x0a;

/**
 * The base board (type 2) that the box is: the first that hosts others (feature flag, bit 0) or is a motherboard, else the first of
 * all (DSP0134 7.3). Servers list risers, backplanes and the boards of other nodes beside it, in any order.
 */
export function pickBaseBoard(boards: readonly SmbiosStructure[]): MainAndOthers {
  const hosts = (board: SmbiosStructure): boolean =>
    ((byteAt(board, 0x09) ?? 0) & 1) === 1 || byteAt(board, 0x0d) === motherboard;
  return split(boards, boards.find(hosts));
}

/** The chassis (type 3) that the base board names as its own, else the first: a blade's, not that of the enclosure around it. */
export function pickChassis(
  chassis: readonly SmbiosStructure[],
  baseBoard: SmbiosStructure | undefined,
): MainAndOthers {
  const handle = baseBoard && wordAt(baseBoard, 0x0b);
  return split(
    chassis,
    chassis.find((one) => one.handle === handle),
  );
}

function split(all: readonly SmbiosStructure[], picked: SmbiosStructure | undefined): MainAndOthers {
  const main = picked ?? all[0];
  return { main, others: all.filter((one) => one !== main) };
}
