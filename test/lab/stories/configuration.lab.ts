import { expect } from 'vitest';
import type { ConfigChanges, GuestStart, GuestXml, Inventory, Status } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import type { GuestReport } from '../driver/guest-report.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { story } from '../support/story.ts';

/** Two sockets on two NUMA nodes, and three NICs of which the second will go. */
const large = {
  memoryMiB: 5120,
  topology: { sockets: 2, cores: 1, threads: 1 },
  numaNodes: 2,
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
  'hardware comes and goes between boots: the guest gets what there is, each NIC keeps its place, and the box says what changed',
  async (lab) => {
    const box = await lab.boot(large);
    const first = await runningGuest(box, lab);
    expect(first).toMatchObject({ cpus: 2, sockets: 2, cores: 2, nodes: 2, memoryMiB: await formula(box) });
    expect(first.system).toMatchObject({ manufacturer: 'ACME & Sons', product: 'Box <9000>', serial: 'L-1' });
    expect(first.chassis).toMatchObject({ asset: '"quoted" tag' });
    expect(first.nics).toHaveLength(3);

    await refit(box, small);
    const second = await runningGuest(box, lab);
    expect(second).toMatchObject({ cpus: 1, sockets: 1, cores: 1, memoryMiB: await formula(box) });
    expect(second.system).toMatchObject({ serial: 'S-2' });
    expect(second.nics.map(toPlace)).toEqual(
      [first.nics[0], first.nics[2]].map((nic) => nic && toPlace(nic)),
    );
    expect(second.disks.map(({ serial }) => serial)).toEqual(['system', 'data']);

    const { lastStart } = await box.bezel<ConfigChanges>('config', 'changes');
    const said = lastStart?.changes.map(({ message }) => message).join('\n');
    expect(said).toMatch(/NIC 2 .*is gone/);
    expect(said).toMatch(/memory .* → /);
    expect(said).toMatch(/processors 2 → 1/);
    expect(await box.monitor.waitForText(/NIC 2 .*is gone/)).toMatch(/memory .*→/);
    expect(await box.shell.text('bezel config diff --of last')).toMatch(/^-.*<interface/m);

    await holdChanges(box);
    await refit(box, { nics: [0, 1, 2] });
    await waitFor(async () => (await box.bezel<Status>('status')).changes.held, {
      what: 'the change to be held',
      timeoutMs: 300_000,
      intervalMs: 1000,
    });
    expect(await box.monitor.waitForText(/NIC 2/)).toMatch(/accept/i);
    const refused = await box.shell.run('bezel guest start', { reject: false });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/accept/);
    expect(await box.shell.text('virsh -c qemu:///system list --name')).toBe('');
    await box.shell.run('bezel config accept');
    const third = await runningGuest(box, lab);
    expect(third.nics.map(toPlace)).toEqual(first.nics.map(toPlace));
  },
  { limitMinutes: 20 },
);

story(
  'a configuration with which the guest cannot start gives way to the last good one, and the box says so',
  async (lab) => {
    const box = await lab.boot({ memoryMiB: 3072, nics: 1 });
    await runningGuest(box, lab);
    const good = await box.bezel<GuestXml>('guest', 'xml', 'live');

    // libvirt takes it; QEMU cannot use a source that is no disk.
    await changePolicy(
      box,
      's|^  disks:|  channels: [com.example.probe.0]\\n  disks:|; s|/dev/bezel/guest-data|/proc/version|',
    );
    await restartGuest(box);
    const { changes, problems } = await box.bezel<Status>('status');
    expect(changes.lastStart).toMatchObject({ origin: 'last-good', outcome: 'started' });
    expect(problems.map(({ code }) => code)).toContain('guest.fell-back');
    expect(await box.monitor.waitForText(/last good/)).toMatch(/guest is running/i);
    const fallenBack = await box.bezel<GuestXml>('guest', 'xml', 'live');
    expect(toDisks(fallenBack.xml)).toEqual(toDisks(good.xml));
    const { starts } = await box.bezel<{ starts: GuestStart[] }>('config', 'starts');
    expect(starts.map(({ outcome }) => outcome)).toContain('failed');

    // Somebody repairs the policy: what is rendered is used again.
    await changePolicy(box, 's|/proc/version|/dev/bezel/guest-data|');
    await restartGuest(box);
    const repaired = await box.bezel<GuestXml>('guest', 'xml', 'live');
    expect(repaired.xml).toContain('com.example.probe.0');
    expect((await box.bezel<Status>('status')).problems.map(({ code }) => code)).not.toContain(
      'guest.fell-back',
    );

    // And a technician may choose the last good one by hand, until told otherwise.
    await changePolicy(box, 's|com.example.probe.0|com.example.other.0|');
    await box.shell.run('bezel config rollback');
    await restartGuest(box);
    expect((await box.bezel<GuestXml>('guest', 'xml', 'live')).xml).toContain('com.example.probe.0');
    await box.shell.run('bezel config accept');
    await restartGuest(box);
    expect((await box.bezel<GuestXml>('guest', 'xml', 'live')).xml).toContain('com.example.other.0');
  },
);

const policy = '/etc/bezel/appliance.yaml';

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

/** Stops the guest if it runs, and starts it as it is configured now. */
async function restartGuest(box: Box): Promise<void> {
  await box.shell.run('bezel guest stop', { timeoutMs: 240_000 });
  await box.guestIs('off');
  await box.shell.run('bezel guest start', { timeoutMs: 240_000 });
  await box.guestIs('running');
}

async function changePolicy(box: Box, edit: string): Promise<void> {
  await box.shell.run(`sed -i '${edit}' ${policy} && bezel config reload`);
}

const holdChanges = (box: Box): Promise<void> => changePolicy(box, 's|^guest:|guest:\\n  changes: hold|');

/** The demo's formula: total - 1024 - 5 %, rounded down to an even number. */
async function formula(box: Box): Promise<number> {
  const { memory } = await box.bezel<Inventory>('inventory');
  if (memory.totalMiB.state !== 'known') throw new Error('the memory of the box is not known');
  return Math.floor((memory.totalMiB.value - 1024 - 0.05 * memory.totalMiB.value) / 2) * 2;
}

/** The demo guest has no udev: its names are the kernel's and count up. */
const toPlace = ({ place, mac }: GuestReport['nics'][number]) => ({ place, mac });
const toDisks = (xml: string) => xml.match(/<source (?:dev|file)='[^']+'/g);
