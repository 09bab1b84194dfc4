import type { PowerIntent } from '../../../contract/index.ts';
import type { PowerState } from '../ledger/power-state.ts';
import type { Seen } from './model.ts';

/** What comes so long after an operation has ended does not come of it. */
const lateMs = 10 * 60_000;

/** What is known of a stop besides events: what seats and the guest have said. */
export function toAsked(state: PowerState, intent: PowerIntent | undefined, now: Date): Seen[] {
  const { asked, stopping, run } = state;
  const fresh = asked.filter(
    ({ endedAt }) => endedAt === undefined || now.getTime() - Date.parse(endedAt) < lateMs,
  );
  const isOfRun = intent !== undefined && (run?.since === undefined || run.since <= intent.at);
  return [
    ...fresh.map(
      ({ what, by, at }): Seen => ({
        fact: { kind: 'asked', what, by },
        sign: { at, source: 'seat', what: `guest.${what} asked for by ${by.seat} (${by.role})` },
      }),
    ),
    ...(stopping === undefined ? [] : toStopping(stopping)),
    ...(intent !== undefined && isOfRun
      ? [
          {
            fact: { kind: 'intent', intent },
            sign: { at: intent.at, source: 'guest', what: `intent ${intent.kind}` },
          } as const,
        ]
      : []),
  ];
}

function toStopping({ because, by, since, phase }: NonNullable<PowerState['stopping']>): Seen[] {
  const isHost = because === 'host-down';
  const what = isHost ? 'the host goes down' : `stop asked for by ${by.seat} (${by.role}): ${because}`;
  const sign = { at: since, source: isHost ? 'host' : 'seat', what } as const;
  return [
    { sign, fact: isHost ? { kind: 'host-down' } : { kind: 'asked', what: 'stop', by } },
    ...(phase === 'forcing' ? [{ sign, fact: { kind: 'asked', what: 'kill', by } } as const] : []),
  ];
}
