import type { Problem } from '../../contract/index.ts';
import type { LedgerRecord } from './ledger/power-store.ts';
import type { HostDownNote } from './parse-host-down-note.ts';

const askedBy = {
  agent: 'its agent was asked',
  acpi: 'its power button was pressed',
  nobody: 'it was not asked',
};

/** The entry of a stop that was seen to while the backend did not answer. `bootId`: of the boot in which the guest ran. */
export function toHostDown(
  note: HostDownNote,
  bootId: string,
  run: string | undefined,
): Omit<LedgerRecord, 'id'> {
  const { at, end, asked, seconds } = note;
  const problem = toProblem(note);
  return {
    ...{ at, verdict: 'host-down', action: 'leave-off', delayS: 0, outcome: 'done', endedAt: at, bootId },
    why: 'The host went down, and the backend did not answer',
    evidence: [{ at, source: 'host', what: `${askedBy[asked]}: ${end} after ${seconds} s` }],
    ...(problem === undefined ? {} : { problem }),
    ...(run === undefined ? {} : { run }),
    stop: toNoteKey(note),
  };
}

/** The same note may come twice. */
export const toNoteKey = ({ at }: HostDownNote): string => `note ${at}`;

function toProblem({ end, limitS }: HostDownNote): Problem | undefined {
  if (end === 'stopped') return undefined;
  const messages = {
    cut: `The guest has not stopped within ${limitS} s: its power was cut`,
    asked: 'What came of it is not known',
    unknown: 'Neither the backend nor libvirt answered: how the guest ended is not known',
  };
  return { code: 'power.late', severity: 'warning', message: messages[end] };
}
