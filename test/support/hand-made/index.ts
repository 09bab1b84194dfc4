import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { bare } from './bare.ts';
import { broken } from './broken.ts';
import { desktop } from './desktop.ts';
import { large } from './large.ts';
import { oddStrings } from './odd-strings.ts';
import { placeholders } from './placeholders.ts';
import { sickDisk } from './sick-disk.ts';
import { small } from './small.ts';
import { twoSockets } from './two-sockets.ts';

/** The machines that nobody recorded, by the names of their files in test/fixtures/machines. */
export const handMade: Record<string, MachineRecord> = {
  bare,
  broken,
  desktop,
  large,
  'odd-strings': oddStrings,
  placeholders,
  'sick-disk': sickDisk,
  small,
  'two-sockets': twoSockets,
};
