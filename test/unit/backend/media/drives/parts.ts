import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const driveTemplate = readFileSync(
  join(import.meta.dirname, '../../../../../templates/drive.xml'),
  'utf8',
);
