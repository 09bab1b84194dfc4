import type { Problem } from '../../../contract/index.ts';
import { plainText } from '../../../contract/index.ts';
import { type MachineRecord, machineRecord } from './model.ts';

export type ParsedRecord = { ok: true; record: MachineRecord } | { ok: false; problem: Problem };

/** The recorded machine in a JSON text, or what is wrong with it. `file` is what the problem names. */
export function parseRecord(text: string, file: string): ParsedRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(file, `it is no JSON: ${(error as Error).message}`);
  }
  const parsed = machineRecord.safeParse(value);
  if (parsed.success) return { ok: true, record: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join(' ') ?? '';
  const reason = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message;
  return refuse(file, `${place === '' ? 'as a whole' : place}: ${reason ?? 'it makes no sense'}`);
}

/** A line of a screen; what is refused may be long. */
const maxReason = 300;

function refuse(file: string, reason: string): ParsedRecord {
  const shown = plainText(reason).slice(0, maxReason);
  return {
    ok: false,
    problem: {
      code: 'machine.invalid',
      severity: 'error',
      message: `The file is no recorded machine of version 1: ${shown}`,
      hint: 'Record the machine again with the same version of Bezel: bezel record-machine',
      where: { file },
    },
  };
}
