import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Bus } from '../../../src/backend/engine/bus.ts';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { Journal } from '../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../src/backend/engine/runner.ts';
import { openStore } from '../../../src/backend/engine/store.ts';
import type { Topics } from '../../../src/backend/engine/topics.ts';
import type { Hypervisor, HypervisorChange } from '../../../src/backend/host/hypervisor.ts';
import { LibvirtHypervisor } from '../../../src/backend/host/libvirt.ts';
import { lookAtFile } from '../../../src/backend/host/look-at-file.ts';
import { read } from '../../../src/backend/host/reading.ts';
import { toDriveAlias } from '../../../src/backend/media/drives/parse-drive-alias.ts';
import { readDrives } from '../../../src/backend/media/drives/read-drives.ts';
import { renderDrive } from '../../../src/backend/media/drives/render-drive.ts';
import { DrivesSlice } from '../../../src/backend/media/drives/slice.ts';
import { type Operation, operationEnded } from '../../../src/contract/index.ts';
import { startLibvirtd } from '../../support/libvirtd.ts';
import { DriveBox } from '../../unit/backend/media/drives/drive-box.ts';
import { driveTemplate } from '../../unit/backend/media/drives/parts.ts';
import { policyWith } from '../../unit/backend/media/parts.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';
import { eventually } from '../libvirt/support/wait.ts';

const technician = { seat: 'tty1', role: 'technician' } as const;

const domainWith = (devices: string) => `<domain type='qemu'>
  <name>guest</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices>
    <controller type='scsi' index='1' model='virtio-scsi'><driver max_sectors='128'/></controller>
    ${devices}
  </devices>
</domain>`;

async function startHypervisor() {
  const libvirtd = await startLibvirtd();
  onTestFinished(() => libvirtd.stop());
  const { socket, uri } = libvirtd;
  const hypervisor = new LibvirtHypervisor({ clock: systemClock, log: silentLog, socket, uri });
  hypervisor.start();
  onTestFinished(() => hypervisor.stop());
  await eventually(() => (hypervisor.status.connected ? true : undefined));
  return { libvirtd, hypervisor };
}

test("both ways to give a drive are in libvirt's schema, with an alias that it keeps", async () => {
  const { hypervisor } = await startHypervisor();
  const box = new DriveBox();
  box.plug('sr0', { disc: 'L' });
  const [drive] = (await readDrives(box.files, [])) ?? [];
  if (drive === undefined) throw new Error('there is no drive');
  const elements = (['drive', 'medium'] as const).map((mode, number) => {
    const alias = toDriveAlias(drive, mode) ?? '';
    return renderDrive(driveTemplate, { alias, mode, drive, what: 'W', isOut: false }, number);
  });
  await hypervisor.defineDomain(domainWith(elements.join('')));
  const xml = await hypervisor.readDefinedXml('guest');
  expect(xml).toContain("<alias name='ua-drive-ata3-0-1001'/>");
  expect(xml).toContain("<adapter name='scsi_host2'/>");
  expect(xml).toMatch(/device='cdrom'[\s\S]*ua-tray-ata3-0-1001/);
});

test('in a real QEMU discs come, change and go, and the tray opens', async () => {
  const { libvirtd, hypervisor } = await startHypervisor();
  const nodes = join(libvirtd.dir, 'dev/disk/by-diskseq');
  await mkdir(nodes, { recursive: true });
  await libvirtd.give(join(libvirtd.dir, 'dev'));
  const box = new DriveBox();
  box.plug('sr0');
  /** A disc is in the drive; a file stands in for the kernel's node of it, which is there, as udev has it, before anybody hears of the disc. */
  const insert = async (label: string) => {
    const node = join(nodes, String((box.discOf('sr0') ?? 0) + 1));
    await writeFile(node, Buffer.alloc(64 * 1024, label));
    await libvirtd.give(node);
    box.change('sr0', label);
  };
  const { db } = openStore({ file: ':memory:', setAside: (file) => file });
  const operations: Operation[] = [];
  const runner = new OperationRunner({
    journal: new Journal(db),
    ...{ clock: systemClock, log: silentLog },
    onChange: (operation) => void operations.push(operation),
  });
  const told: string[] = [];
  // The one difference from the box: what stands in for its nodes is elsewhere.
  const seen: Hypervisor = new Proxy(hypervisor, {
    get: (target, key) =>
      key === 'readDomain'
        ? async (name: string) => {
            const view = await target.readDomain(name);
            return view && { ...view, xml: view.xml.replaceAll(`${libvirtd.dir}/dev`, '/dev') };
          }
        : key === 'status'
          ? target.status
          : target[key as 'onChange'].bind(target),
  });
  const standIn = driveTemplate
    .replace("<disk type='block'", "<disk type='file'")
    .replace("dev='{{ drive.source }}'", `file='${libvirtd.dir}{{ drive.source }}'`);
  await insert('first');
  const [drive] = (await readDrives(box.files, [])) ?? [];
  if (drive === undefined) throw new Error('there is no drive');
  const alias = toDriveAlias(drive, 'medium') ?? '';
  // It is there from the start on: libvirt 9.0 moves no tray of a drive that was plugged in. The box's does.
  const element = renderDrive(standIn, { alias, mode: 'medium', drive, what: 'W', isOut: false }, 0);
  await hypervisor.defineDomain(domainWith(element));
  await hypervisor.startDomain('guest');
  const changes: HypervisorChange[] = [];
  hypervisor.onChange((change) => void changes.push(change));
  const slice = new DrivesSlice({
    ...{ db, runner, hypervisor: seen, clock: systemClock, log: silentLog, own: true, bootId: 'boot' },
    bus: new Bus<Topics>(() => {}),
    run: async (file, args) => {
      told.push([file, ...args].join(' '));
      box.change('sr0', null);
      return { ok: true, stdout: '' };
    },
    writeText: async (path, text) => box.writePoll(path.split('/')[3] ?? '', text),
    lookAtFile,
    machine: new Proxy(box.files, { get: (_, key: keyof typeof box.files) => box.files[key] }),
    files: { readText: async () => read(standIn) },
    template: 'drive.xml',
    guestName: () => 'guest',
    readPolicy: () => policyWith('{drives: {mode: medium}}'),
    lineOf: () => undefined,
  });
  runner.start();
  await slice.start();
  onTestFinished(async () => {
    await slice.stop();
    await runner.stop(2000);
  });
  const shows = (wanted: object) =>
    vi.waitFor(() => expect(slice.get().drives[0]).toMatchObject(wanted), { timeout: 60_000, interval: 10 });
  const source = async () =>
    /<source file='([^']*)'/.exec((await hypervisor.readDomain('guest'))?.xml ?? '')?.[1];
  const has = (wanted: string | undefined) =>
    vi.waitFor(async () => expect(await source()).toBe(wanted), { timeout: 60_000, interval: 50 });
  const nodeNow = () => join(nodes, String(box.discOf('sr0')));

  await shows({ state: 'attached', target: 'sdbu', disc: 'present', label: 'first', trayOpen: false });
  await has(nodeNow());
  await insert('second');
  slice.look();
  await has(nodeNow());
  const { id } = await slice.handlers['drives.eject']({ body: { id: 'ata3:0', force: false } }, technician);
  const end = await eventually(() => operations.findLast((each) => each.id === id && operationEnded(each)));
  expect(end).toMatchObject({ state: 'done' });
  expect(told).toEqual(['sg_start --eject /dev/sg0']);
  await has(undefined);
  await insert('third');
  slice.look();
  await has(nodeNow());
  expect(changes.some((change) => change.kind === 'domain' && change.what === 'trayChange')).toBe(true);
  expect(slice.problems).toEqual([]);
});
