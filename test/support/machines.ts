import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const machinesFolder = join(import.meta.dirname, '..', 'fixtures', 'machines');

/** The recorded and the hand-made machines. */
export const machineNames = readdirSync(machinesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
