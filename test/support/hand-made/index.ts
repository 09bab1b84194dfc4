import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { bare } from './bare.ts';
import { broken } from './broken.ts';
import { small } from './small.ts';
import { twoSockets } from './two-sockets.ts';

/** The machines that nobody recorded, by the names of their files in test/fixtures/machines. */
export const handMade: Record<string, MachineRecord> = { bare, broken, small, 'two-sockets': twoSockets };
