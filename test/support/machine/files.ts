import type { Files } from '../../../src/backend/host/files.ts';
import { filesOf } from '../../../src/backend/host/record/files-of.ts';
import type { MachineFiles } from './entries.ts';

/** A machine that has nothing but these files; of two for one path the later counts. */
export const machineOf = (...parts: MachineFiles[]): Files =>
  filesOf({ version: 1, files: Object.assign({}, ...parts), commands: [] });
