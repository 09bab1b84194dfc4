import type { Seen } from './model.ts';

/** What the domain as it is found says of the end of its run; undefined when it runs, or ends only now. */
export function parseState(
  domain: { state: string; reason: string } | undefined,
  at: string,
): Seen | undefined {
  if (domain === undefined) return { fact: { kind: 'off', how: 'absent' }, sign: toSign('absent', at) };
  const { state, reason } = domain;
  const sign = toSign(`${state} (${reason})`, at);
  if (state === 'shutoff') return { fact: { kind: 'off', how: hows[reason] ?? reason }, sign };
  if (state === 'crashed') return { fact: { kind: 'panic' }, sign };
  if (state === 'paused' && reason === 'crashed') return { fact: { kind: 'panic' }, sign };
  if (state === 'paused' && reason === 'watchdog')
    return { fact: { kind: 'watchdog', action: 'pause' }, sign };
  return undefined;
}

/** libvirt calls the same end otherwise in its events: there a QEMU that died has `failed`. */
const hows: Record<string, string> = { crashed: 'failed' };

const toSign = (what: string, at: string) => ({ at, source: 'libvirt', what: `found ${what}` }) as const;
