import type { Files } from '../files.ts';
import { recordLimits } from './model.ts';
import { type ParsedRecord, parseRecord } from './parse-record.ts';

/** The recorded machine in a file, or why there is none. */
export async function readRecord(files: Pick<Files, 'readText'>, file: string): Promise<ParsedRecord> {
  const text = await files.readText(file, recordLimits.fileBytes);
  if (text.ok) return parseRecord(text.value, file);
  return {
    ok: false,
    problem: {
      code: text.why === 'missing' ? 'machine.missing' : 'machine.unreadable',
      severity: 'error',
      message:
        text.why === 'missing'
          ? 'There is no such recorded machine'
          : `The recorded machine cannot be read: ${text.message}`,
      hint: 'bezel record-machine writes one on the box',
      where: { file },
    },
  };
}
