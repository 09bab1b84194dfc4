import { expect, it } from 'vitest';
import { filesOf } from '../../../../src/backend/host/record/files-of.ts';
import { isSame } from '../../../../src/backend/inventory/is-same.ts';
import { readInventory } from '../../../../src/backend/inventory/read-inventory.ts';
import { type Inventory, known, unknown } from '../../../../src/contract/index.ts';
import { twoSockets } from '../../../support/hand-made/two-sockets.ts';
import { type MachineFiles, unreadable } from '../../../support/machine/entries.ts';

const read = (changed: MachineFiles = {}, at = '2026-01-01T00:00:00Z') =>
  readInventory(
    filesOf({ ...twoSockets, files: { ...twoSockets.files, ...changed } }),
    async () => new Map(),
    new Date(at),
  );
const board = '/sys/devices/platform/nct6775.2592/hwmon/hwmon1';
const pages = 'hugepages/hugepages-2048kB/free_hugepages';

it.each([
  ['free memory', { '/proc/meminfo': 'MemTotal: 65782000 kB\nMemAvailable: 5 kB\n' }],
  ['free huge pages', { [`/sys/kernel/mm/${pages}`]: '7\n' }],
  ["a node's free huge pages", { [`/sys/devices/system/node/node1/${pages}`]: '7\n' }],
  ['the speed of a fan', { [`${board}/fan2_input`]: '1500\n' }],
])('is not told of %s', async (_, changed) => {
  const [before, after] = [await read(), await read(changed, '2026-01-02T00:00:00Z')];
  expect(after).not.toEqual(before);
  expect(isSame(before, after)).toBe(true);
});

it.each([
  ['memory that was taken out', { '/proc/meminfo': 'MemTotal: 32782000 kB\nMemAvailable: 5 kB\n' }],
  ['huge pages that were set aside', { '/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages': '7\n' }],
  ['a sensor that does not answer any more', { [`${board}/fan2_input`]: unreadable('EIO') }],
  ['an alarm', { [`${board}/fan2_alarm`]: '1\n' }],
  ['a link that goes down', { '/sys/devices/pci0000:00/0000:01:00.0/net/eno1/carrier': '0\n' }],
])('is told of %s', async (_, changed) => {
  expect(isSame(await read(), await read(changed))).toBe(false);
});

it("is told of a disk's health, and not of its temperature and hours", async () => {
  const machine = await read();
  const withSmart = (smart: Inventory['disks'][number]['smart']): Inventory => ({
    ...machine,
    disks: machine.disks.map((disk) => ({ ...disk, smart })),
  });
  const well = withSmart(known({ passed: true, temperatureC: 30, powerOnHours: 10, wearPercent: 1 }));
  const later = withSmart(known({ passed: true, temperatureC: 45, powerOnHours: 11, wearPercent: 1 }));
  const worn = withSmart(known({ passed: true, temperatureC: 30, powerOnHours: 10, wearPercent: 99 }));
  expect(isSame(well, later)).toBe(true);
  expect(isSame(well, worn)).toBe(false);
  expect(isSame(well, withSmart(unknown('the disk is asleep')))).toBe(false);
});
