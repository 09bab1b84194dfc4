import { expect, it } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import type { Files } from '../../../../src/backend/host/files.ts';
import { read } from '../../../../src/backend/host/reading.ts';
import { InventorySlice } from '../../../../src/backend/inventory/slice.ts';
import { machine as recorded } from '../../../support/machines.ts';
import { ManualClock } from '../../client/manual-clock.ts';

function make(change: (path: string) => string | undefined) {
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
    inventory: new InventorySlice({ bus, clock, files, readPermanentMacs: async () => new Map() }),
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

it('is read once for all who ask at the same time', async () => {
  let reads = 0;
  const { inventory } = make((path) => {
    if (path === '/proc/cpuinfo') reads++;
    return undefined;
  });
  await Promise.all([inventory.refresh(), inventory.refresh(), inventory.get()]);
  expect(reads).toBe(1);
});
