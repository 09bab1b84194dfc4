import { expect } from 'vitest';
import type { Inventory, Status } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import type { GuestReport } from '../driver/guest-report.ts';
import { waitFor } from '../driver/wait.ts';
import { awkwardBox } from '../support/awkward-box.ts';
import type { Bench } from '../support/bench.ts';
import { bootAgain } from '../support/boot-again.ts';
import { expectOffBecauseOf } from '../support/ledger.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

/** What is in the box afterwards: less memory, another identity, and its first NIC is gone. */
const smaller = {
  memoryMiB: 2560,
  nics: [1],
  smbios: { ...awkwardBox.smbios, '1': { ...awkwardBox.smbios['1'], serial: 'S-2' } },
};

storiesOfTheRunningBox('the configuration of a guest', (story) => {
  story(
    'the box is switched off by its button and hardware goes: the guest waits until that is accepted, and what is left keeps its place',
    async (box, lab) => {
      const first = await runningGuest(box, lab);
      expect(first.memoryMiB).toBe(await formula(box));
      expect(first.nics).toHaveLength(2);

      await changePolicy(box, 's|^guest:|guest:\\n  changes: hold|');
      await refit(box, smaller);
      await expectOffBecauseOf(box, 'power-button');
      await waitFor(async () => (await box.api<Status>('/v1/status')).changes.held, {
        what: 'the changes to be held',
        timeoutMs: 300_000,
        intervalMs: 1000,
      });
      const words = [/NIC 1 .*is gone/, /memory .* → /];
      for (const said of words) expect(await box.shell.text('bezel config diff')).toMatch(said);
      expect(await box.monitor.waitForText(/changes wait to be accepted/i)).toMatch(/is gone; memory/);
      const refused = await box.shell.run('bezel guest start', { reject: false });
      expect(refused.exitCode).toBe(1);
      expect(refused.stderr).toMatch(/accept/);
      expect(await box.shell.text('virsh -c qemu:///system list --name')).toBe('');

      await box.shell.run('bezel config accept');
      const second = await runningGuest(box, lab);
      expect(second.memoryMiB).toBe(await formula(box));
      expect(second.system).toMatchObject({ serial: 'S-2' });
      expect(second.nics.map(toPlace)).toEqual([first.nics[1]].map((nic) => nic && toPlace(nic)));
      expect(second.disks.map(({ serial }) => serial)).toEqual(['system', 'data']);
      const { changes } = await box.bezel<Status>('status');
      const last = changes.lastStart?.changes.map(({ message }) => message).join('\n') ?? '';
      for (const said of words) expect(last).toMatch(said);
      expect(await box.shell.text('bezel config diff --of last')).toMatch(/^-.*<interface/m);
    },
    { limitMinutes: 20 },
  );
});

async function runningGuest(box: Box, lab: Bench): Promise<GuestReport> {
  await box.guestIs('running');
  const report = await box.guestReport();
  await lab.note(`the guest reports ${JSON.stringify(report)}`);
  return report;
}

/** Its power button is pressed, and other parts are put in while the box is off. */
async function refit(box: Box, parts: Parameters<Box['refit']>[0]): Promise<void> {
  await box.pressPower();
  await box.waitForOff(300_000);
  await box.refit(parts);
  await bootAgain(box);
}

/** The demo's formula: total - 1024 - 5 %, rounded down to an even number. */
async function formula(box: Box): Promise<number> {
  const { memory } = await box.bezel<Inventory>('inventory');
  if (memory.totalMiB.state !== 'known') throw new Error('the memory of the box is not known');
  return Math.floor((memory.totalMiB.value - 1024 - 0.05 * memory.totalMiB.value) / 2) * 2;
}

/** The demo guest has no udev: its names are the kernel's and count up. */
const toPlace = ({ place, mac }: GuestReport['nics'][number]) => ({ place, mac });
