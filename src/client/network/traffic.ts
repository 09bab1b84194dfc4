import type { Fact, NetworkPort, PortCounters } from '../../contract/index.ts';

/** What went through a NIC between two readings, in bits per second. */
export interface Rates {
  received: number;
  sent: number;
}

/** What was counted last, by the kernel's name of the NIC, and what went through before that: the newest last, `undefined` where it is not known. */
export interface Traffic {
  readonly atMs: number | undefined;
  readonly counters: ReadonlyMap<string, Fact<PortCounters>>;
  readonly rates: ReadonlyMap<string, readonly (Rates | undefined)[]>;
}

export const noTraffic: Traffic = { atMs: undefined, counters: new Map(), rates: new Map() };

/** As many as the widest graph has columns. */
const mostRates = 120;

/** The traffic after another reading at `atMs`, milliseconds of a clock. A NIC that is not in it is forgotten. */
export function addReading(before: Traffic, ports: readonly NetworkPort[], atMs: number): Traffic {
  const counters = new Map<string, Fact<PortCounters>>();
  const rates = new Map<string, readonly (Rates | undefined)[]>();
  for (const { nic, counters: now } of ports) {
    counters.set(nic, now);
    if (before.atMs === undefined) continue;
    const rate = toRates(before.counters.get(nic), now, atMs - before.atMs);
    rates.set(nic, [...(before.rates.get(nic) ?? []), rate].slice(-mostRates));
  }
  return { atMs, counters, rates };
}

/** The newest rates of a NIC. */
export const latestRates = ({ rates }: Traffic, nic: string): Rates | undefined => rates.get(nic)?.at(-1);

/** A counter that is lower than before has started again: what went through in between is not known. */
function toRates(
  before: Fact<PortCounters> | undefined,
  now: Fact<PortCounters>,
  ms: number,
): Rates | undefined {
  if (before?.state !== 'known' || now.state !== 'known' || ms <= 0) return undefined;
  const received = now.value.rxBytes - before.value.rxBytes;
  const sent = now.value.txBytes - before.value.txBytes;
  if (received < 0 || sent < 0) return undefined;
  return { received: (received * 8000) / ms, sent: (sent * 8000) / ms };
}
