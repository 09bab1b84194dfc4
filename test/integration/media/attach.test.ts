import { access, chown, constants, mkdir, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Bus } from '../../../src/backend/engine/bus.ts';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { Journal } from '../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../src/backend/engine/runner.ts';
import { openStore } from '../../../src/backend/engine/store.ts';
import type { Topics } from '../../../src/backend/engine/topics.ts';
import { GuestFreeze } from '../../../src/backend/host/agent/guest-freeze.ts';
import type { Listener } from '../../../src/backend/host/follow-command.ts';
import { LibvirtHypervisor } from '../../../src/backend/host/libvirt.ts';
import { read } from '../../../src/backend/host/reading.ts';
import { renderDevice } from '../../../src/backend/media/devices/render-device.ts';
import { toAlias } from '../../../src/backend/media/parse-alias.ts';
import { parseLive } from '../../../src/backend/media/parse-live.ts';
import { MediaSlice } from '../../../src/backend/media/slice.ts';
import { type Operation, operationEnded } from '../../../src/contract/index.ts';
import { DefineFlags, Libvirt, LibvirtError } from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { policyWith, template } from '../../unit/backend/media/parts.ts';
import { UsbBox } from '../../unit/backend/media/usb-box.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';
import { eventually } from '../libvirt/support/wait.ts';

const technician = { seat: 'tty1', role: 'technician' } as const;
const domain = `<domain type='qemu'>
  <name>guest</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices>
    ${Array.from({ length: 16 }, (_, i) => `<controller type='pci' index='${i + 1}' model='pcie-root-port'/>`).join('')}
    <controller type='scsi' index='0' model='virtio-scsi'/>
    <graphics type='vnc'><listen type='socket'/></graphics>
  </devices>
</domain>`;

/** Has a block device of the kernel's stand in the place of a file, until the test is over. */
async function toBlockDevice(node: string): Promise<void> {
  await rename(node, `${node}.img`);
  const { stdout: device } = await execa('losetup', ['--find', '--show', `${node}.img`]);
  onTestFinished(async () => {
    await chown(device, 0, 0);
    await execa('losetup', ['--detach', device]);
  });
  await chown(device, 65_534, 65_534);
  await symlink(device, node);
}

/** A box with a real guest, whose USB disks are files that stand in for nodes of the kernel. */
async function startBox({ media = '{}', blocks = false } = {}) {
  const libvirtd = await startLibvirtd();
  onTestFinished(() => libvirtd.stop());
  const connection = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  onTestFinished(() => connection.close());
  await connection.create(await connection.defineXml(domain));
  const nodes = join(libvirtd.dir, 'dev');
  await mkdir(nodes);
  await libvirtd.give(nodes);
  const usb = new UsbBox();
  const { db } = openStore({ file: ':memory:', setAside: (file) => file });
  const plug = async (port: string, stick: Parameters<UsbBox['plug']>[1] = {}) => {
    const node = join(nodes, usb.plug(port, stick));
    await writeFile(node, `this is ${port}`.padEnd(512));
    await truncate(node, stick.sizeBytes ?? 1024 * 1024);
    await libvirtd.give(node);
    if (blocks) await toBlockDevice(node);
  };
  /** The guest's block devices as QEMU has them: name, size and whether they can be written. */
  const inQemu = async () => {
    const dom = await connection.lookupByName('guest');
    const { return: blocks } = JSON.parse(
      await connection
        .monitorCommand(dom, { execute: 'query-block' })
        .then((answer) => JSON.stringify(answer)),
    ) as { return: { qdev: string; inserted?: { ro: boolean; image: { 'virtual-size': number } } }[] };
    return blocks
      .map(({ qdev, inserted }) => `${qdev} ${inserted?.image['virtual-size']} ${inserted?.ro ? 'ro' : 'rw'}`)
      .sort();
  };
  return {
    libvirtd,
    connection,
    usb,
    db,
    nodes,
    plug,
    inQemu,
    start: () => startMedia(libvirtd, usb, db, nodes, { media, blocks }),
  };
}

async function startMedia(
  libvirtd: Libvirtd,
  usb: UsbBox,
  db: ReturnType<typeof openStore>['db'],
  nodes: string,
  { media, blocks }: { media: string; blocks: boolean },
) {
  const clock = systemClock;
  const log = silentLog;
  const bus = new Bus<Topics>((topic, error) => {
    throw new Error(`a listener of ${topic} fails`, { cause: error });
  });
  const operations: Operation[] = [];
  const runner = new OperationRunner({
    journal: new Journal(db),
    ...{ clock, log },
    onChange: (operation) => void operations.push(operation),
  });
  const hypervisor = new LibvirtHypervisor({ clock, log, socket: libvirtd.socket, uri: libvirtd.uri });
  let udev: Listener | undefined;
  // The one difference from the box: what stands in for its nodes is elsewhere.
  const elsewhere = `${nodes}{{ medium.source | remove: "/dev" }}`;
  const standIn = blocks
    ? template.replace('{{ medium.source }}', elsewhere)
    : template
        .replace("type='block'", "type='file'")
        .replace("dev='{{ medium.source }}'", `file='${elsewhere}'`);
  const policy = policyWith(media);
  const freeze = new GuestFreeze({
    ...{
      clock,
      log,
      db,
      bootId: 'boot',
      hypervisor,
      name: () => 'guest',
      onChange: () => {},
      tell: () => {},
    },
  });
  const slice = new MediaSlice({
    ...{
      freeze,
      run: async () => ({ ok: false, why: 'missing', message: 'nothing is mounted here' }),
      bus,
      clock,
      log,
      db,
      runner,
      hypervisor,
      machine: usb.files,
      template: 'medium.xml',
      bootId: 'boot',
    },
    follow: (_file, _args, listener) => {
      udev = listener;
      return { stop: async () => {} };
    },
    files: { readText: async () => read(standIn) },
    own: true,
    guestName: () => 'guest',
    readPolicy: () => policy,
    lineOf: () => 3,
    readBootDisks: async () => new Set(),
  });
  runner.start();
  await slice.start();
  hypervisor.start();
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await slice.stop();
    await runner.stop(2000);
    await hypervisor.stop();
  };
  onTestFinished(stop);
  return {
    slice,
    stop,
    /** udev says something. */
    tell: () => udev?.output(),
    /** Waits until the rows are such: id, state, holder. */
    shows: (rows: string[]) =>
      vi.waitFor(
        () => {
          const now = slice.get();
          expect(now.media.map(({ id, state, holder }) => `${id} ${state} ${holder}`)).toEqual(rows);
          return now;
        },
        { timeout: 60_000, interval: 10 },
      ),
    ended: ({ id }: Operation) =>
      eventually(() => operations.findLast((each) => each.id === id && operationEnded(each))),
  };
}

test('a USB disk is in the guest with its size, and gone when it is pulled', async () => {
  const box = await startBox();
  await box.plug('1-1', {
    serial: '4C53 0001',
    sizeBytes: 2 * 1024 * 1024,
    sectorBytes: 4096,
    readOnly: true,
  });
  const media = await box.start();
  const { media: rows } = await media.shows(['1-1:0 attached guest']);
  expect(rows[0]).toMatchObject({
    target: 'sdi',
    serial: '4C53 0001',
    sizeBytes: 2 * 1024 * 1024,
    readOnly: true,
  });
  expect(await box.inQemu()).toEqual([expect.stringMatching(/ua-medium-1-1-0-17.* 2097152 ro$/)]);
  const dom = await box.connection.lookupByName('guest');
  const xml = await box.connection.xmlDesc(dom);
  expect(xml).toContain('<serial>4C530001</serial>');
  expect(xml).toContain("logical_block_size='4096'");
  expect(xml).toMatch(/error_policy='report' rerror_policy='report'/);

  await box.plug('1-2.3');
  media.tell();
  await media.shows(['1-1:0 attached guest', '1-2.3:0 attached guest']);
  expect(media.slice.get().news?.message).toBe('SanDisk Ultra (1-2.3): the guest has it as sdj');
  box.usb.yank('1-1');
  media.tell();
  await media.shows(['1-2.3:0 attached guest']);
  expect(await box.inQemu()).toEqual([expect.stringMatching(/ua-medium-1-2_3-0-18.* 1048576 rw$/)]);
});

test('libvirt takes the element of a device as it is, and keeps its alias', async () => {
  const box = await startBox();
  const device = {
    kind: 'device',
    port: '1-2.3',
    bus: 1,
    device: 7,
    vendorId: '0403',
    productId: '6001',
  } as const;
  const alias = toAlias(device) ?? '';
  const usb = "<controller type='usb' index='0' model='qemu-xhci' ports='15'/>";
  const whole = domain
    .replace('<name>guest<', '<name>with-device<')
    .replace('</devices>', `${usb}${renderDevice(device, alias)}</devices>`);
  const dom = await box.connection.defineXml(whole, DefineFlags.VALIDATE);
  expect(parseLive(await box.connection.xmlDesc(dom))).toMatchObject({
    hasUsb: true,
    attached: [{ alias, target: 'USB 1', source: '/dev/bus/usb/001/007' }],
  });
  // There is none at this place.
  const guest = await box.connection.lookupByName('guest');
  await expect(box.connection.attachDevice(guest, renderDevice(device, alias), 1)).rejects.toThrow(
    LibvirtError,
  );
});

test('what happens while nobody looks, or while the guest is off, is made good', async () => {
  const box = await startBox();
  await box.plug('1-1');
  const first = await box.start();
  await first.shows(['1-1:0 attached guest']);
  await first.stop();
  // Another one in the same port, and with the same name.
  await box.plug('1-1');
  await box.plug('1-2');
  const second = await box.start();
  await second.shows(['1-1:0 attached guest', '1-2:0 attached guest']);
  expect(await box.inQemu()).toEqual([
    expect.stringContaining('ua-medium-1-1-0-18'),
    expect.stringContaining('ua-medium-1-2-0-19'),
  ]);

  const dom = await box.connection.lookupByName('guest');
  await box.connection.destroy(dom);
  await second.shows(['1-1:0 none nobody', '1-2:0 none nobody']);
  expect(second.slice.get().media[0]?.why).toBe('The policy gives it to the guest when it runs');
  await box.connection.create(dom);
  await second.shows(['1-1:0 attached guest', '1-2:0 attached guest']);

  box.usb.yank('1-2');
  await box.libvirtd.restart();
  await second.shows(['1-1:0 attached guest']);
});

test('what a technician takes back stays so, also for the next backend, until it is plugged in anew or given', async () => {
  const box = await startBox({ media: "{rules: [{action: forbid, vendor: 'dead'}]}" });
  await box.plug('1-1');
  await box.plug('1-2', { product: 'dead/beef/1' });
  const first = await box.start();
  await first.shows(['1-1:0 attached guest', '1-2:0 none forbidden']);
  expect(first.slice.get().media[1]?.why).toBe('Rule 1 of the policy (line 3) forbids it');
  const { handlers } = first.slice;
  expect(() => handlers['media.attach']({ body: { id: '1-2:0' } }, technician)).toThrow('forbids it');
  const taken = await handlers['media.detach']({ body: { id: '1-1:0' } }, technician);
  expect(await first.ended(taken)).toMatchObject({ state: 'done', progress: { fraction: 1 } });
  await first.shows(['1-1:0 none nobody', '1-2:0 none forbidden']);
  expect(await box.inQemu()).toEqual([]);
  await first.stop();

  const second = await box.start();
  await second.shows(['1-1:0 none nobody', '1-2:0 none forbidden']);
  await eventually(() => second.slice.get().media[0]?.why.startsWith('A technician'));
  const given = await second.slice.handlers['media.attach']({ body: { id: '1-1:0' } }, technician);
  expect(await second.ended(given)).toMatchObject({ state: 'done' });
  await second.shows(['1-1:0 attached guest', '1-2:0 none forbidden']);
  // There is only firmware in this guest.
  const removed = await second.slice.handlers['media.remove']({ body: { id: '1-1:0' } }, technician);
  expect((await second.ended(removed))?.progress.message).toBe(
    'You may unplug it now. The guest could not be asked to write everything to it: it has no agent',
  );
  await second.shows(['1-1:0 none nobody', '1-2:0 none forbidden']);
  expect(await box.inQemu()).toEqual([]);
  await second.slice.handlers['media.attach']({ body: { id: '1-1:0' } }, technician);
  await second.shows(['1-1:0 attached guest', '1-2:0 none forbidden']);
  const again = await second.slice.handlers['media.detach']({ body: { id: '1-1:0' } }, technician);
  await second.ended(again);
  await box.plug('1-1');
  second.tell();
  await second.shows(['1-1:0 attached guest', '1-2:0 none forbidden']);
});

test('a block device of the kernel is given as it is, also as a virtio disk, whose guest lets go when it wants', async ({
  skip,
}) => {
  await access('/dev/loop-control', constants.W_OK).catch(() => skip('needs loop devices'));
  const box = await startBox({ media: '{bus: virtio}', blocks: true });
  await box.plug('1-1');
  const media = await box.start();
  const { media: rows } = await media.shows(['1-1:0 attached guest']);
  expect(rows[0]?.target).toBe('vdi');
  expect(await box.inQemu()).toEqual([expect.stringMatching(/ua-medium-1-1-0-17.* 1048576 rw$/)]);
  box.usb.yank('1-1');
  media.tell();
  // Firmware that waits for ever lets go of nothing.
  const { media: pulled } = await media.shows(['1-1:0 leaving guest']);
  expect(pulled[0]).toMatchObject({ present: false, target: 'vdi' });
});
