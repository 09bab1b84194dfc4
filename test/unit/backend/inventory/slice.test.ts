import { describe, expect, it } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import type { Files } from '../../../../src/backend/host/files.ts';
import { read } from '../../../../src/backend/host/reading.ts';
import { notReadYet } from '../../../../src/backend/inventory/facts.ts';
import { InventorySlice } from '../../../../src/backend/inventory/slice.ts';
import { toDiskIdentity, toNicIdentity } from '../../../../src/backend/inventory/slow/plan-slow.ts';
import type { ReadSlowFacts } from '../../../../src/backend/inventory/slow/read-slow.ts';
import { type Inventory, known } from '../../../../src/contract/index.ts';
import { machine as recorded } from '../../../support/machines.ts';
import { ManualClock } from '../../client/manual-clock.ts';

/** Programs that say nothing of each device. */
const answerNothing: ReadSlowFacts = async ({ nics, disks }) => ({
  readAt: '2026-01-01T00:00:00.000Z',
  firmware: new Map(nics.map((nic) => [toNicIdentity(nic), notReadYet])),
  smart: new Map(disks.map((disk) => [toDiskIdentity(disk), notReadYet])),
});

function make(change: (path: string) => string | undefined, readSlowFacts: ReadSlowFacts = answerNothing) {
  const bus = new Bus<Topics>((_, error) => {
    throw error;
  });
  const told: number[] = [];
  bus.on('inventory', ({ nics }) => told.push(nics.length));
  const machine = recorded('small').files;
  const files: Files = {
    ...machine,
    readText: async (path, limit) => {
      const changed = change(path);
      return changed === undefined ? machine.readText(path, limit) : read(changed);
    },
  };
  const clock = new ManualClock();
  return {
    clock,
    told,
    inventory: new InventorySlice({
      bus,
      clock,
      files,
      readPermanentMacs: async () => new Map(),
      askDevice: files.readText,
      readSlowFacts,
    }),
  };
}

it('is told when something other than the free memory and the time has changed', async () => {
  let changed: Record<string, string> = {};
  const { clock, told, inventory } = make((path) => changed[path]);
  await inventory.start();
  clock.advance(1000);
  changed = { '/proc/meminfo': 'MemTotal:       4022000 kB\nMemAvailable:   1000 kB\n' };
  await inventory.refresh();
  expect(told).toHaveLength(1);
  changed['/sys/class/net/enp0s2/carrier'] = '0\n';
  await inventory.refresh();
  expect(told).toHaveLength(2);
  expect(inventory.current?.takenAt).toBe(clock.now().toISOString());
});

it('is told in any case when somebody asks for the hardware to be read again', async () => {
  let changed: Record<string, string> = {};
  const { told, inventory } = make((path) => changed[path]);
  await inventory.start();
  changed = { '/proc/meminfo': 'MemTotal:       4022000 kB\nMemAvailable:   1000 kB\n' };
  await inventory.handlers['inventory.refresh']();
  await inventory.stop();
  expect(told.length).toBeGreaterThan(1);
  expect(inventory.current?.memory.availableMiB).toEqual(known(0));
});

it('is read once for all who ask at the same time', async () => {
  let reads = 0;
  const { inventory } = make((path) => {
    if (path === '/proc/cpuinfo') reads++;
    return undefined;
  });
  await Promise.all([inventory.refresh(), inventory.refresh(), inventory.get()]);
  expect(reads).toBe(1);
});

describe('what takes a program', () => {
  /** Programs that answer when the test lets them. */
  function slowly() {
    const asked: { inventory: Inventory; signal: AbortSignal; answer: (version: string) => Promise<void> }[] =
      [];
    const readSlowFacts: ReadSlowFacts = (inventory, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => void answer('cancelled'));
        const answer = async (version: string): Promise<void> => {
          resolve({
            readAt: '2026-01-01T00:00:00.000Z',
            firmware: new Map(inventory.nics.map((nic) => [toNicIdentity(nic), known(version)])),
            smart: new Map(inventory.disks.map((disk) => [toDiskIdentity(disk), known({ passed: false })])),
          });
          await settled();
        };
        asked.push({ inventory, signal, answer });
      });
    return { asked, readSlowFacts };
  }
  /** Everything that waits for nothing but promises has run. */
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const firmwareOf = (inventory: Inventory | undefined) => inventory?.nics[0]?.firmware;

  it('keeps nobody waiting, and is told when it is there', async () => {
    const { asked, readSlowFacts } = slowly();
    const { told, inventory } = make(() => undefined, readSlowFacts);
    await inventory.start();
    expect([told.length, firmwareOf(inventory.current)]).toEqual([1, notReadYet]);
    await asked[0]?.answer('1.63');
    expect([told.length, firmwareOf(inventory.current)]).toEqual([2, known('1.63')]);
    expect(inventory.current?.disks[0]?.problems.map(({ code }) => code)).toEqual(['inventory.disk-failing']);
  });

  it('is asked again on request, and not at the reading for a start of the guest', async () => {
    const { asked, readSlowFacts } = slowly();
    const { inventory } = make(() => undefined, readSlowFacts);
    await inventory.start();
    await asked[0]?.answer('1');
    await inventory.refresh();
    await inventory.get();
    expect(asked).toHaveLength(1);
    expect(firmwareOf(inventory.current)).toEqual(known('1'));
    await inventory.handlers['inventory.refresh']();
    expect(asked).toHaveLength(2);
    await asked[1]?.answer('2');
    expect(firmwareOf(inventory.current)).toEqual(known('2'));
    expect(inventory.current?.disks[0]?.problems).toHaveLength(1);
  });

  it('is not asked again and again for a device of which nothing is said', async () => {
    let times = 0;
    const { inventory } = make(
      () => undefined,
      async () => {
        times++;
        return { readAt: '2026-01-01T00:00:00.000Z', firmware: new Map(), smart: new Map() };
      },
    );
    await inventory.start();
    await settled();
    expect(times).toBe(1);
    await inventory.stop();
  });

  it('is asked for a device that came while others were asked about', async () => {
    const { asked, readSlowFacts } = slowly();
    let address = '52:54:00:00:00:01\n';
    const { inventory } = make(
      (path) => (path.endsWith('enp0s2/address') ? address : undefined),
      readSlowFacts,
    );
    await inventory.start();
    address = '52:54:00:00:00:99\n';
    await inventory.refresh();
    expect(asked).toHaveLength(1);
    await asked[0]?.answer('of the old one');
    expect(firmwareOf(inventory.current)).toEqual(notReadYet);
    expect(asked).toHaveLength(2);
    await asked[1]?.answer('of the new one');
    expect(firmwareOf(inventory.current)).toEqual(known('of the new one'));
    expect(asked).toHaveLength(2);
  });

  it('is let go when the backend stops', async () => {
    const { asked, readSlowFacts } = slowly();
    const { told, inventory } = make(() => undefined, readSlowFacts);
    await inventory.start();
    await inventory.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect([told.length, firmwareOf(inventory.current)]).toEqual([1, notReadYet]);
  });
});

describe('refreshNics', () => {
  it('tells of a link that went down, and reads nothing but NICs', async () => {
    const reads: string[] = [];
    let carrier = '1\n';
    const { told, inventory } = make((path) => {
      reads.push(path);
      return path === '/sys/class/net/enp0s2/carrier' ? carrier : undefined;
    });
    const before = await inventory.get();
    reads.length = 0;
    carrier = '0\n';
    const now = await inventory.refreshNics();
    expect(now.nics.find(({ name }) => name === 'enp0s2')?.carrier).toEqual(known(false));
    expect(now.nics.map(({ model, node }) => [model, node])).toEqual(
      before.nics.map(({ model, node }) => [model, node]),
    );
    expect(reads.filter((path) => !path.startsWith('/sys/class/net/') && !path.endsWith('/label'))).toEqual(
      [],
    );
    expect(told).toHaveLength(2);
  });

  it('reads everything when it was never read', async () => {
    const { inventory } = make(() => undefined);
    expect((await inventory.refreshNics()).disks).toEqual((await inventory.get()).disks);
  });

  it('does not let a reading that began before hide what it has seen', async () => {
    let carrier = '1\n';
    const { inventory } = make((path) => (path === '/sys/class/net/enp0s2/carrier' ? carrier : undefined));
    await inventory.get();
    const early = inventory.refresh();
    carrier = '0\n';
    const late = inventory.refreshNics();
    await Promise.all([early, late]);
    expect(inventory.current?.nics.find(({ name }) => name === 'enp0s2')?.carrier).toEqual(known(false));
  });
});
