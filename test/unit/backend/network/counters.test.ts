import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import { parseCounter } from '../../../../src/backend/network/parse-counter.ts';
import { readCounters } from '../../../../src/backend/network/read-counters.ts';
import { portCounters } from '../../../../src/contract/index.ts';

const filesOf = (texts: Record<string, string>) => ({
  readText: async (path: string) => {
    const text = texts[path.replace('/sys/class/net/eno1/statistics/', '')];
    return text === undefined ? notRead('missing', 'no such file') : read(text);
  },
});
const all = {
  ...{ rx_bytes: '1\n', tx_bytes: '2\n', rx_packets: '3\n', tx_packets: '4\n' },
  ...{ rx_errors: '5\n', tx_errors: '6\n', rx_dropped: '7\n', tx_dropped: '8\n' },
};

it('reads what the kernel has counted of a NIC', async () => {
  expect(await readCounters(filesOf(all), 'eno1')).toEqual({
    state: 'known',
    value: {
      ...{ rxBytes: 1, txBytes: 2, rxPackets: 3, txPackets: 4 },
      ...{ rxErrors: 5, txErrors: 6, rxDropped: 7, txDropped: 8 },
    },
  });
});

it('knows none of them, and says why, where one cannot be read or is no number', async () => {
  const { tx_dropped: _, ...some } = all;
  expect(await readCounters(filesOf(some), 'eno1')).toEqual({
    state: 'unknown',
    reason: 'tx_dropped cannot be read: no such file',
  });
  expect(await readCounters(filesOf({ ...all, rx_bytes: '-1\n' }), 'eno1')).toEqual({
    state: 'unknown',
    reason: 'rx_bytes is no number',
  });
});

it('keeps the difference of any two readings of 64 bits, and always gives what the contract takes', () => {
  const limit = 2n ** 53n;
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, limit - 1n), (before, more) => {
      const [a, b] = [before, before + more].map((count) => parseCounter(`${count}\n`));
      expect(portCounters.shape.rxBytes.safeParse(a).success).toBe(true);
      expect((BigInt(b ?? 0) - BigInt(a ?? 0) + limit) % limit).toBe(more);
    }),
  );
});

it('takes nothing else for a number', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/^\d{1,20}$/.test(text.trim())),
      (text) => {
        expect(parseCounter(text)).toBeUndefined();
      },
    ),
  );
});
