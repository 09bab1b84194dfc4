import { expect } from 'vitest';
import type { Inventory } from '../../../src/contract/index.ts';
import { awkwardBox } from '../support/awkward-box.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

/** The guest gets the box's hardware and identity. */
storiesOfTheRunningBox('the guest of a box', (story) => {
  story('a cold boot ends with a running guest', async (box) => {
    expect(await box.shell.text('virsh -c qemu:///system domstate guest')).toContain('running');
    expect(await box.shell.text('systemctl --failed --plain --no-legend')).toBe('');
  });

  story('the guest sees the identity of the box', async (box) => {
    const report = await box.guestReport();
    const { '0': bios, '1': system, '2': board, '3': chassis, '11': oem } = awkwardBox.smbios;
    const { uuid, ...names } = system;
    expect(report.system).toMatchObject(names);
    expect(report.uuid).toBe(uuid);
    expect(report.bios).toMatchObject(bios);
    expect(report.board).toMatchObject(board);
    expect(report.chassis).toMatchObject(chassis);
    expect(report.oemStrings).toEqual(oem.values);
  });

  story('the guest gets the processors, the NICs and the memory that the policy gives it', async (box) => {
    const report = await box.guestReport();
    const inventory = await box.bezel<Inventory>('inventory');
    if (inventory.memory.totalMiB.state !== 'known') throw new Error('the memory of the box is not known');
    // The demo's policy: total - 1024 - 5 %, rounded down to an even number.
    const totalMiB = inventory.memory.totalMiB.value;
    const memoryMiB = Math.floor((totalMiB - 1024 - 0.05 * totalMiB) / 2) * 2;
    expect(report).toMatchObject({ cpus: awkwardBox.cpus, memoryMiB });
    expect(report.nics).toHaveLength(awkwardBox.nics);
    expect(report.disks.map(({ serial }) => serial)).toEqual(['system', 'data']);
  });
});
