import type { PowerContext } from '../context.ts';
import { toLate } from '../follow/to-record.ts';
import type { PowerState } from '../ledger/power-state.ts';
import type { LedgerRecord } from '../ledger/power-store.ts';

type Stopping = NonNullable<PowerState['stopping']>;

/** The entry of a guest that was asked to stop and is late. It becomes that of its stop, once it has stopped. */
export function toRecordOfLimit(
  stopping: Stopping,
  { clock, bootId }: Pick<PowerContext, 'clock' | 'bootId'>,
): { record: Omit<LedgerRecord, 'id'> } {
  const { by, because, afterwards, since } = stopping;
  const problem = toLate(stopping, clock.now());
  return {
    record: {
      ...{ at: clock.now().toISOString(), verdict: 'stopped', action: afterwards, delayS: 0, bootId, by },
      why: `${by.seat} (${by.role}) asked for it`,
      evidence: [
        { at: since, source: 'seat', what: `stop asked for by ${by.seat} (${by.role}): ${because}` },
      ],
      outcome: 'waiting',
      ...(problem === undefined ? {} : { problem }),
    },
  };
}
