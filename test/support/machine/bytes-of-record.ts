import type { MachineRecord } from '../../../src/backend/host/record/model.ts';
import { renderRecord } from '../../../src/backend/host/record/render-record.ts';

/** Everything that a recording's file says, what is base64 in it included; bytes that are no UTF-8 as Latin-1. */
export function bytesOfRecord(record: MachineRecord): string {
  const text = renderRecord(record);
  const decoded = [...text.matchAll(/"base64":"([^"]*)"/g)].map(([, base64 = '']) =>
    Buffer.from(base64, 'base64').toString('latin1'),
  );
  return [text, ...decoded].join('\n');
}
