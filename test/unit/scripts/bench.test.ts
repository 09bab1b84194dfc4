import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { largeServer } from '../../../scripts/bench/configuration/large-server.ts';
import { toGrowth } from '../../../scripts/bench/configuration/to-figures.ts';
import { writeMachine } from '../../../scripts/bench/configuration/write-machine.ts';
import { toMedian, toRow, toTable } from '../../../scripts/bench/figure.ts';
import {
  parseCpuTicks,
  parseNodeOptions,
  parseSmapsRollup,
  parseStartSeconds,
} from '../../../scripts/bench/parse-proc.ts';
import { filesBelow } from '../../../src/backend/host/files.ts';
import { readInventory } from '../../../src/backend/inventory/read-inventory.ts';
import { linkTo, unreadable } from '../../support/machine/entries.ts';
import { machineOfRecord } from '../../support/machines.ts';

describe('a figure', () => {
  const figure = { name: 'first frame', value: 120, unit: 'ms', goal: 150, note: 'on a pty' } as const;

  it('has its ratio to what was measured beside it, and whether the goal is met', () => {
    const row = toRow({ ...figure, against: { name: 'node -e 0', value: 40 } });
    expect(row).toMatchObject({ ratio: 3, isWithinGoal: true });
    expect(toTable([row])).toContain('first frame  120 ms    ≤ 150 ms  3.00 × node -e 0 (40.0 ms)');
  });

  it('says so when it misses its goal', () => {
    expect(toTable([toRow({ ...figure, value: 151 })])).toContain('> 150 ms');
  });

  it('is a median, so that one slow run changes nothing', () => {
    expect(toMedian([5, 900, 4])).toBe(5);
    expect(toMedian([1, 2, 3, 4])).toBe(2.5);
  });
});

describe('what Linux tells about a process', () => {
  it('is its memory in bytes', () => {
    const text = 'Rss:              91244 kB\nPss:              70000 kB\nAnonymous:    43000 kB\n';
    expect(parseSmapsRollup(text)).toEqual({ rss: 91244 * 1024, pss: 70000 * 1024, anonymous: 43000 * 1024 });
    expect(() => parseSmapsRollup('')).toThrow('smaps_rollup has no Rss');
  });

  it('is its CPU time, whatever the program is called', () => {
    const stat = '12 (a) b (c) S 1 12 12 0 -1 4194304 9 0 0 0 70 30 5 1 20 0 11 0 100 1 1';
    expect(parseCpuTicks(stat)).toBe(106);
    expect(parseStartSeconds(stat)).toBe(1);
  });
});

describe("Node's options in a unit", () => {
  it('are those between Node and the script', () => {
    expect(parseNodeOptions('Type=notify\nExecStart=/a/node --x=1 --y /a/b.js --seat %i\n')).toEqual([
      '--x=1',
      '--y',
    ]);
    expect(parseNodeOptions('ExecStart=/a/node /a/b.js\n')).toEqual([]);
  });
});

describe('growth with the NICs', () => {
  it('is 1 when each costs the same, and 3 when those of the upper half cost three times as much', () => {
    expect(toGrowth([1, 8, 32, 64], [101, 108, 132, 164])).toBe(1);
    expect(toGrowth([1, 8, 32, 64], [101, 108, 132, 228])).toBe(3);
  });
});

describe('a machine that is written into a folder', () => {
  const inFolder = async (work: (root: string) => Promise<void>): Promise<void> => {
    const root = await mkdtemp(join(tmpdir(), 'bezel-bench-'));
    try {
      await work(root);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  };

  it('has links that stay in the folder, and files that cannot be read', () =>
    inFolder(async (root) => {
      const files = {
        '/sys/class/net/eno1': linkTo('/sys/devices/eno1'),
        '/sys/devices/eno1/mtu': '1500\n',
        '/sys/devices/eno1/speed': unreadable('EINVAL'),
      };
      await writeMachine({ files }, root);
      const machine = filesBelow(root);
      expect(await machine.readText('/sys/class/net/eno1/mtu')).toEqual({ ok: true, value: '1500\n' });
      expect(await machine.readRealPath('/sys/class/net/eno1')).toEqual({
        ok: true,
        value: '/sys/devices/eno1',
      });
      expect(await machine.readText('/sys/class/net/eno1/speed')).toMatchObject({ why: 'unreadable' });
    }));

  it('has the same inventory as its record', () =>
    inFolder(async (root) => {
      const record = largeServer(64);
      await writeMachine(record, root);
      const read = (files: Parameters<typeof readInventory>[0]) =>
        readInventory(files, async () => new Map(), new Date(0));
      const inventory = await read(filesBelow(root));
      expect(inventory).toEqual(await read(machineOfRecord(record).files));
      expect([inventory.nics.length, inventory.pci.length, inventory.disks.length]).toEqual([64, 300, 24]);
      expect([inventory.sensors.length, inventory.memory.modules.length]).toEqual([64, 32]);
      expect(inventory.cpu.processors).toHaveLength(256);
    }));
});
