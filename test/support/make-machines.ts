import { writeFileSync } from 'node:fs';
import { renderRecord } from '../../src/backend/host/record/render-record.ts';
import { handMade } from './hand-made/index.ts';
import { machineFile } from './machines.ts';

/**
 * Writes the hand-made machines of test/fixtures/machines anew: node test/support/make-machines.ts
 * Those that were recorded are left alone.
 */
for (const [name, record] of Object.entries(handMade)) writeFileSync(machineFile(name), renderRecord(record));
