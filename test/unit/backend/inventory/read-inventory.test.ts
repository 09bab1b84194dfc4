import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../src/backend/host/record/files-of.ts';
import { readInventory } from '../../../../src/backend/inventory/read-inventory.ts';
import { inventory as schema } from '../../../../src/contract/index.ts';
import {
  inventoryFile,
  machine,
  machineNames,
  readMachine,
  standingClock,
} from '../../../support/machines.ts';

const readNamed = (name: string) => readMachine(machine(name));

describe('the inventory', () => {
  it.each(machineNames)('of %s is what the recorded machine is', async (name) => {
    const inventory = await readNamed(name);
    expect(() => schema.parse(inventory)).not.toThrow();
    await expect(`${JSON.stringify(inventory, null, 2)}\n`).toMatchFileSnapshot(inventoryFile(name));
  });

  it('keeps the other disks when one does not tell its size', async () => {
    const { disks } = await readNamed('broken');
    expect(disks.map(({ name, sizeBytes }) => [name, sizeBytes.state])).toEqual([
      ['sda', 'unknown'],
      ['sdb', 'known'],
    ]);
    expect(disks[0]?.problems.map(({ code }) => code)).toEqual(['inventory.disk-unreadable']);
    expect(disks[1]?.problems).toEqual([]);
  });

  it('knows the disk below a logical volume as the one that the box runs from', async () => {
    const { disks } = await readNamed('two-sockets');
    expect(disks.filter(({ boot }) => boot).map(({ name }) => name)).toEqual(['nvme0n1']);
  });

  it('names a network device that has no driver', async () => {
    const { pci } = await readNamed('broken');
    expect(pci.flatMap(({ problems }) => problems).map(({ message }) => message)).toContainEqual(
      expect.stringContaining('0000:05:00.0 (8086:15f3)'),
    );
  });

  it('asks for permanent addresses only when one was changed', async () => {
    let asked = 0;
    const count = async (): Promise<Map<string, string>> => {
      asked++;
      return new Map();
    };
    await readInventory(machine('small').files, count, standingClock.now());
    expect(asked).toBe(0);
    await readInventory(machine('two-sockets').files, count, standingClock.now());
    expect(asked).toBe(1);
  });

  it('of a machine where nothing can be read is unknown, and not an error of ours', async () => {
    const inventory = await readInventory(
      filesOf({ version: 1, files: {}, commands: [] }),
      async () => new Map(),
      standingClock.now(),
    );
    expect(inventory.memory.totalMiB.state).toBe('unknown');
    expect(inventory.problems.map(({ code }) => code)).toEqual([
      'inventory.memory-unknown',
      'inventory.nics-unreadable',
      'inventory.disks-unreadable',
    ]);
  });
});
