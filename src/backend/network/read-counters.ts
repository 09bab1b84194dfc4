import { type Fact, known, type PortCounters, unknown } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { parseCounter } from './parse-counter.ts';

/** What the contract calls them, and sysfs: see Documentation/ABI/testing/sysfs-class-net-statistics of the kernel. */
const names = {
  rxBytes: 'rx_bytes',
  txBytes: 'tx_bytes',
  rxPackets: 'rx_packets',
  txPackets: 'tx_packets',
  rxErrors: 'rx_errors',
  txErrors: 'tx_errors',
  rxDropped: 'rx_dropped',
  txDropped: 'tx_dropped',
} as const satisfies Record<keyof PortCounters, string>;

/** What the kernel has counted of a NIC until now. All or none: a sum of which a part is missing would be wrong. */
export async function readCounters(files: Pick<Files, 'readText'>, nic: string): Promise<Fact<PortCounters>> {
  const keys = Object.keys(names) as (keyof PortCounters)[];
  const counters: Partial<PortCounters> = {};
  for (const key of keys) {
    const text = await files.readText(`/sys/class/net/${nic}/statistics/${names[key]}`);
    if (!text.ok) return unknown(`${names[key]} cannot be read: ${text.message}`);
    const count = parseCounter(text.value);
    if (count === undefined) return unknown(`${names[key]} is no number`);
    counters[key] = count;
  }
  return known(counters as PortCounters);
}
