import { describe, expect, it } from 'vitest';
import type { CommandResult, RunCommand } from '../../../../../src/backend/host/commands.ts';
import { commandsOf } from '../../../../../src/backend/host/record/commands-of.ts';
import { readDevices } from '../../../../../src/backend/inventory/read-devices.ts';
import type { SlowFacts } from '../../../../../src/backend/inventory/slow/model.ts';
import {
  toDiskIdentity,
  toLasting,
  toNicIdentity,
  withSlowFacts,
} from '../../../../../src/backend/inventory/slow/plan-slow.ts';
import { slowFactsBy } from '../../../../../src/backend/inventory/slow/read-slow.ts';
import { type Inventory, known, unknown } from '../../../../../src/contract/index.ts';
import { disk } from '../../../../support/machine/disk.ts';
import type { MachineFiles } from '../../../../support/machine/entries.ts';
import { machineOf } from '../../../../support/machine/files.ts';
import { nic } from '../../../../support/machine/nic.ts';
import { machine } from '../../../../support/machines.ts';
import { ManualClock } from '../../../client/manual-clock.ts';

const ata = (n: number): string => `pci0000:00/0000:00:17.0/ata${n}/host${n}/target${n}:0:0/${n}:0:0:0`;
const sata = (n: number, name: string): MachineFiles =>
  disk({ name, at: ata(n), size: '100\n', wwid: `naa.5000c500a1b2c3d${n}` });
const eno = (n: number, name = `eno${n}`): MachineFiles =>
  nic({ name, at: `0000:01:00.${n}`, driver: 'igb', mac: `3c:ec:ef:00:00:1${n}` });

const inventoryOf = async (...parts: MachineFiles[]): Promise<Inventory> =>
  (await readDevices(
    machineOf({ '/sys/class/net/lo/type': '772\n', '/sys/block': { folder: [] } }, ...parts),
    async () => new Map(),
  )) as Inventory;

const never = new AbortController().signal;
const healthy = JSON.stringify({ smart_status: { passed: true } });

/** Programs that answer by their last argument, which is the device. */
function programs(answers: Record<string, CommandResult>) {
  const vectors: string[][] = [];
  const run: RunCommand = async (file, args) => {
    vectors.push([file, ...args]);
    return answers[args.at(-1) ?? ''] ?? { ok: false, why: 'missing', message: 'no such program' };
  };
  return { vectors, run, read: slowFactsBy(run, new ManualClock()) };
}

describe('programs', () => {
  it('are asked about each NIC and each disk by argument vectors', async () => {
    const { vectors, read } = programs({
      eno1: { ok: true, stdout: 'firmware-version: 1.63\n' },
      '/dev/sda': { ok: true, stdout: healthy },
    });
    const inventory = await inventoryOf(eno(1), sata(1, 'sda'));
    const { nics, disks } = withSlowFacts(inventory, await read(inventory, never));
    expect(vectors).toEqual([
      ['ethtool', '-i', 'eno1'],
      ['smartctl', '--json=c', '-n', 'standby', '-iHA', '/dev/sda'],
    ]);
    expect(nics[0]?.firmware).toEqual(known('1.63'));
    expect(disks[0]?.smart).toEqual(known({ passed: true }));
    expect(disks[0]?.problems).toEqual([]);
  });

  it('answer from a recorded machine', async () => {
    const run = commandsOf({
      version: 1,
      files: {},
      commands: [
        {
          run: ['smartctl', '--json=c', '-n', 'standby', '-iHA', '/dev/sda'],
          status: 8,
          stdout: '{"smartctl":{"exit_status":8},"smart_status":{"passed":false}}',
        },
      ],
    });
    const inventory = await inventoryOf(sata(1, 'sda'));
    const [failing] = withSlowFacts(
      inventory,
      await slowFactsBy(run, new ManualClock())(inventory, never),
    ).disks;
    expect(failing?.smart).toEqual(known({ passed: false }));
    expect(failing?.problems).toEqual([
      {
        code: 'inventory.disk-failing',
        severity: 'warning',
        message: 'The disk sda says of itself that it is failing',
        hint: 'Make a backup, and replace the disk',
      },
    ]);
  });

  it('tell of a whole recorded machine which disk is failing', async () => {
    const { files, run } = machine('two-sockets');
    const inventory = (await readDevices(files, async () => new Map())) as Inventory;
    const { nics, disks } = withSlowFacts(
      inventory,
      await slowFactsBy(run, new ManualClock())(inventory, never),
    );
    expect(nics.map(({ firmware }) => firmware)).toEqual([
      known('1.63, 0x800009fa'),
      known('1.63, 0x800009fa'),
      known('0x80000aee, 1.1824.0'),
      known('0x80000aee, 1.1824.0'),
    ]);
    expect(disks.map(({ name, smart }) => [name, smart])).toEqual([
      [
        'nvme0n1',
        known({ passed: true, temperatureC: 39, powerOnHours: 8123, wearPercent: 3, badSectors: 0 }),
      ],
      ['sda', known({ passed: false, temperatureC: 47, powerOnHours: 41_020, badSectors: 4136 })],
      ['sdb', unknown('smartctl: /dev/sdb: Unknown USB bridge [0x0781:0x5581 (0x100)]')],
    ]);
  });

  it('that are not installed, or that fail, leave facts unknown and make no problem', async () => {
    const { read } = programs({
      eno2: {
        ok: false,
        why: 'failed',
        message: 'Cannot get driver information: \u001b[1mNo such device',
        status: 71,
        stdout: '',
      },
      '/dev/sdb': { ok: false, why: 'timed-out', message: 'Command timed out' },
    });
    const inventory = await inventoryOf(eno(1), eno(2), sata(1, 'sda'), sata(2, 'sdb'));
    const { nics, disks } = withSlowFacts(inventory, await read(inventory, never));
    expect([...nics.map(({ firmware }) => firmware), ...disks.map(({ smart }) => smart)]).toEqual([
      unknown('ethtool is not installed'),
      unknown('ethtool: Cannot get driver information: No such device'),
      unknown('smartctl is not installed'),
      unknown('smartctl does not answer'),
    ]);
    expect(disks.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('are not started for virtual disks and memory cards, nor with a name that they could misread', async () => {
    const { vectors, read } = programs({});
    const inventory = await inventoryOf(
      disk({ name: 'vda', at: 'pci0000:00/0000:00:04.0/virtio2', size: '100\n' }),
      disk({ name: 'mmcblk0', at: 'platform/soc/mmc_host/mmc0/mmc0:0001', size: '100\n' }),
      sata(1, 'cciss!c0d0'),
      eno(1, '-h'),
    );
    const { nics, disks } = withSlowFacts(inventory, await read(inventory, never));
    expect(vectors).toEqual([]);
    expect(Object.fromEntries(disks.map(({ name, smart }) => [name, smart]))).toEqual({
      vda: unknown('a virtual disk does not say'),
      mmcblk0: unknown('memory cards have no SMART'),
      'cciss!c0d0': unknown('its name cannot be given to a program'),
    });
    expect(nics[0]?.firmware).toEqual(unknown('its name cannot be given to a program'));
  });

  it('run four at a time, and one that hangs in the kernel is waited for no longer than its time', async () => {
    const clock = new ManualClock();
    let running = 0;
    const hang: RunCommand = () => {
      running++;
      return new Promise(() => {});
    };
    const inventory = await inventoryOf(...[1, 2, 3, 4, 5].map((n) => sata(n, `sd${'abcde'[n - 1]}`)));
    const reading = slowFactsBy(hang, clock)(inventory, never);
    expect(running).toBe(4);
    clock.advance(25_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(running).toBe(5);
    clock.advance(25_000);
    expect([...(await reading).smart.values()]).toEqual(Array(5).fill(unknown('smartctl does not answer')));
    expect(clock.pending).toEqual([]);
  });

  it('are let go at once when the signal comes, and no other is started', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    let running = 0;
    const hang: RunCommand = () => {
      running++;
      return new Promise(() => {});
    };
    const inventory = await inventoryOf(...[1, 2, 3, 4, 5, 6].map((n) => sata(n, `sd${'abcdef'[n - 1]}`)));
    const reading = slowFactsBy(hang, clock)(inventory, stop.signal);
    stop.abort();
    await reading;
    expect(running).toBe(4);
    expect(clock.pending).toEqual([]);
  });
});

describe('what programs said', () => {
  const facts = (readAt: string, smart: SlowFacts['smart']): SlowFacts => ({
    readAt,
    firmware: new Map(),
    smart,
  });
  const [first, second, third] = [
    '2026-01-01T00:00:00.000Z',
    '2026-01-02T00:00:00.000Z',
    '2026-01-03T00:00:00.000Z',
  ];
  const asleep = new Map([['a', unknown('the disk is asleep')]]);

  it('was true until the last time that the device said it', () => {
    const before = facts(first ?? '', new Map([['a', known({ passed: false })]]));
    const stale = { state: 'stale', value: { passed: false }, since: first };
    const then = toLasting(before, facts(second ?? '', asleep));
    expect(then.smart.get('a')).toEqual(stale);
    expect(toLasting(then, facts(third ?? '', asleep)).smart.get('a')).toEqual(stale);
    const again = facts(third ?? '', new Map([['a', known({ passed: true })]]));
    expect(toLasting(then, again).smart.get('a')).toEqual(known({ passed: true }));
  });

  it('is forgotten with the device', () => {
    const before = facts(first ?? '', new Map([['gone', known({ passed: true })]]));
    expect([...toLasting(before, facts(second ?? '', asleep)).smart.keys()]).toEqual(['a']);
  });

  it('follows a disk to another name, and is not said of another disk in its place', async () => {
    const inventory = await inventoryOf(sata(1, 'sda'));
    const { read } = programs({ '/dev/sda': { ok: true, stdout: healthy } });
    const said = await read(inventory, never);
    const [moved] = withSlowFacts(await inventoryOf(sata(1, 'sdb')), said).disks;
    expect(moved?.smart).toEqual(known({ passed: true }));
    const [other] = withSlowFacts(await inventoryOf(sata(2, 'sda')), said).disks;
    expect(other?.smart).toEqual(unknown('not read yet'));
  });

  it('belongs to a NIC by its place and its own address, to a disk by what it calls itself', async () => {
    const named = disk({ name: 'sdb', at: ata(2), size: '1\n', model: 'ST4', serial: 'W1' });
    const bare = disk({ name: 'sdc', at: ata(3), size: '1\n' });
    const { nics, disks } = await inventoryOf(eno(1), sata(1, 'sda'), named, bare);
    expect([...nics.map(toNicIdentity), ...disks.map(toDiskIdentity)]).toEqual([
      '0000:01:00.1 3c:ec:ef:00:00:11',
      'naa.5000c500a1b2c3d1',
      'ST4 W1',
      ' /dev/sdc',
    ]);
  });
});
