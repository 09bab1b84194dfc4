import { expect } from 'vitest';
import type { Inventory, Status } from '../../../src/contract/index.ts';
import { readAccel } from '../driver/accel.ts';
import type { Box } from '../driver/box.ts';
import type { GuestReport } from '../driver/guest-report.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { changePolicy } from '../support/policy.ts';
import { story } from '../support/story.ts';

/** Emulated boxes come to harm with more than one: see docs/decisions. */
const sockets = (await readAccel()).kind === 'kvm' ? 2 : 1;

/** Two sockets on two NUMA nodes where that can be, and three NICs of which the second will go. */
const large = {
  memoryMiB: 5120,
  topology: { sockets, cores: 1, threads: 1 },
  numaNodes: sockets,
  nics: [0, 1, 2],
  smbios: {
    '1': {
      manufacturer: 'ACME & Sons',
      product: 'Box <9000>',
      serial: 'L-1',
      uuid: 'b0c1d2e3-0002-4000-8000-00000000cafe',
    },
    '3': { asset: '"quoted" tag' },
  },
};

/** The same box with less of everything. */
const small = {
  memoryMiB: 3584,
  topology: { sockets: 1, cores: 1, threads: 1 },
  numaNodes: 1,
  nics: [0, 2],
  smbios: {
    '1': {
      manufacturer: 'ACME & Sons',
      product: 'Box <9000>',
      serial: 'S-2',
      uuid: 'b0c1d2e3-0002-4000-8000-00000000cafe',
    },
  },
};

story(
  'hardware goes between two boots: the guest waits until the changes are accepted, and what is left keeps its place',
  async (lab) => {
    const box = await lab.boot(large);
    const first = await runningGuest(box, lab);
    expect(first).toMatchObject({ cpus: sockets, sockets, cores: sockets, memoryMiB: await formula(box) });
    if (sockets === 2) expect(first.nodes).toBe(2);
    expect(first.system).toMatchObject({ manufacturer: 'ACME & Sons', product: 'Box <9000>', serial: 'L-1' });
    expect(first.chassis).toMatchObject({ asset: '"quoted" tag' });
    expect(first.nics).toHaveLength(3);

    await changePolicy(box, 's|^guest:|guest:\\n  changes: hold|');
    await refit(box, small);
    await waitFor(async () => (await box.bezel<Status>('status')).changes.held, {
      what: 'the changes to be held',
      timeoutMs: 300_000,
      intervalMs: 1000,
    });
    const words = [/NIC 2 .*is gone/, /memory .* → /, ...(sockets === 2 ? [/processors 2 → 1/] : [])];
    for (const said of words) expect(await box.shell.text('bezel config diff')).toMatch(said);
    expect(await box.monitor.waitForText(/changes wait to be accepted/i)).toMatch(/is gone; memory/);
    const refused = await box.shell.run('bezel guest start', { reject: false });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/accept/);
    expect(await box.shell.text('virsh -c qemu:///system list --name')).toBe('');

    await box.shell.run('bezel config accept');
    const second = await runningGuest(box, lab);
    expect(second).toMatchObject({ cpus: 1, sockets: 1, cores: 1, memoryMiB: await formula(box) });
    expect(second.system).toMatchObject({ serial: 'S-2' });
    expect(second.nics.map(toPlace)).toEqual(
      [first.nics[0], first.nics[2]].map((nic) => nic && toPlace(nic)),
    );
    expect(second.disks.map(({ serial }) => serial)).toEqual(['system', 'data']);
    const { changes } = await box.bezel<Status>('status');
    const last = changes.lastStart?.changes.map(({ message }) => message).join('\n') ?? '';
    for (const said of words) expect(last).toMatch(said);
    expect(await box.shell.text('bezel config diff --of last')).toMatch(/^-.*<interface/m);
  },
  { limitMinutes: 20 },
);

async function runningGuest(box: Box, lab: Bench): Promise<GuestReport> {
  await box.guestIs('running');
  const report = await box.guestReport();
  await lab.note(`the guest reports ${JSON.stringify(report)}`);
  return report;
}

/** Other parts are put in while the box is off. */
async function refit(box: Box, parts: Parameters<Box['refit']>[0]): Promise<void> {
  await box.shutDown();
  await box.refit(parts);
  await box.switchOn({ owned: true });
  await box.apiReady();
}

/** The demo's formula: total - 1024 - 5 %, rounded down to an even number. */
async function formula(box: Box): Promise<number> {
  const { memory } = await box.bezel<Inventory>('inventory');
  if (memory.totalMiB.state !== 'known') throw new Error('the memory of the box is not known');
  return Math.floor((memory.totalMiB.value - 1024 - 0.05 * memory.totalMiB.value) / 2) * 2;
}

/** The demo guest has no udev: its names are the kernel's and count up. */
const toPlace = ({ place, mac }: GuestReport['nics'][number]) => ({ place, mac });
