import { expect, test } from 'vitest';
import { KeptReadings } from '../../../../src/backend/media/kept-readings.ts';
import { parseAlias, toAlias } from '../../../../src/backend/media/parse-alias.ts';
import { parseUsbPlace } from '../../../../src/backend/media/parse-usb-disk.ts';
import { planMedia } from '../../../../src/backend/media/plan-media.ts';
import { planRule } from '../../../../src/backend/media/plan-rule.ts';
import { planWish } from '../../../../src/backend/media/plan-wish.ts';
import { type DiskMake, readUsbDisk, readUsbDisks } from '../../../../src/backend/media/read-usb-disks.ts';
import { renderMedium, toSerial } from '../../../../src/backend/media/render-medium.ts';
import { machine } from '../../../support/machines.ts';
import { policyWith, template } from './parts.ts';
import { UsbBox } from './usb-box.ts';

const nobodys = { boot: new Set<string>(), guest: [] };

async function only(box: UsbBox, own = nobodys) {
  const [disk] = (await readUsbDisks(box.files, own)) ?? [];
  if (disk === undefined) throw new Error('there is no disk');
  return disk;
}
const rules = (text: string) => policyWith(`{rules: [${text}]}`).media.rules;
const wish = async (box: UsbBox, media = '{}', own = nobodys) =>
  planWish(await only(box, own), {
    own: true,
    policy: policyWith(media).media,
    decision: undefined,
    lineOf: () => 7,
  });

test('the USB disks of a recorded machine are found, and no others', async () => {
  const disks = await readUsbDisks(machine('lab-media').files, nobodys);
  expect(disks?.map(({ id, name, vendorId }) => `${id} ${name} ${vendorId}`)).toEqual([
    '1-1.1:0 sdd 46f4',
    '1-1.3:0 sdc 46f4',
  ]);
});

test.each([
  [
    '/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.3/1-2.3:1.0/host6/target6:0:0/6:0:0:1/block/sdb',
    '1-2.3',
    1,
  ],
  ['/sys/devices/platform/soc/usb2/2-1/2-1:1.1/host3/target3:0:0/3:0:0:0/block/sdc', '2-1', 0],
])('%s is in port %s', (path, port, lun) => {
  expect(parseUsbPlace(path)).toMatchObject({ port, lun });
});

test.each([
  '/sys/devices/pci0000:00/0000:00:1f.2/ata5/host5/target5:0:0/5:0:0:0/block/sdb',
  '/sys/devices/virtual/block/sdb',
  '/sys/devices/pci0000:00/usb1/1-2/1-3:1.0/host6/target6:0:0/6:0:0:1/block/sdb',
])('%s is on no USB port', (path) => {
  expect(parseUsbPlace(path)).toBeUndefined();
});

test('an alias tells the place, and is one that libvirt takes', () => {
  const alias = toAlias({ port: '1-2.3.4', lun: 1, sequence: 99 });
  expect(alias).toBe('ua-medium-1-2_3_4-1-99');
  expect(parseAlias(alias ?? '')).toEqual({ kind: 'disk', id: '1-2.3.4:1', port: '1-2.3.4' });
  for (const other of ['ua-medium-1-2', 'ua-medium-1-2-0-9-9', 'net0', ''])
    expect(parseAlias(other)).toBeUndefined();
});

test('a disk is there before udev has looked at it, unless a disk of the policy may be found by a link that udev has yet to make', async () => {
  const box = new UsbBox();
  box.plug('1-1');
  box.write('/run/udev/control', '');
  const link = '/dev/disk/by-id/usb-SanDisk_Ultra-0:0';
  const named = { ...nobodys, guest: [link] };
  expect(await readUsbDisks(box.files, nobodys)).toHaveLength(1);
  expect(await readUsbDisks(box.files, named)).toEqual([]);
  expect(await readUsbDisk(box.files, named, 'sdb')).toBeUndefined();
  box.write('/run/udev/data/b8:16', '');
  expect(await readUsbDisks(box.files, named)).toMatchObject([{ own: undefined }]);
  box.link(link, '/dev/sdb');
  box.erase('/run/udev/data/b8:16');
  expect(await readUsbDisk(box.files, named, 'sdb')).toMatchObject({
    own: 'It is one of the disks that the policy gives to the guest',
  });
});

test('a disk that the kernel is not done with is not there yet', async () => {
  const box = new UsbBox();
  box.plug('1-1');
  box.erase('/sys/block/sdb/queue/logical_block_size');
  expect(await readUsbDisks(box.files, nobodys)).toEqual([]);
});

test('what a disk is, is read once for each medium until something is told of it; who has it, each time', async () => {
  const box = new UsbBox();
  const kept = new KeptReadings<DiskMake>();
  const read = async () => (await readUsbDisks(box.files, nobodys, kept))?.[0];
  box.plug('1-1', { sizeBytes: 4096 });
  expect(await read()).toMatchObject({ sizeBytes: 4096, own: undefined });
  box.write('/sys/block/sdb/size', '16\n');
  box.write('/proc/self/mountinfo', '42 28 8:16 / /mnt rw - vfat /dev/sdb rw\n');
  expect(await read()).toMatchObject({ sizeBytes: 4096, own: 'The host has mounted it' });
  kept.forget(['2-1', 'sdb']);
  expect(await read()).toMatchObject({ sizeBytes: 8192 });
  box.change('1-1', 512);
  expect(await read()).toMatchObject({ sizeBytes: 512 });
});

test('what a device says of itself is one short line of plain text', async () => {
  const box = new UsbBox();
  box.plug('1-1', {
    vendor: '\u001b[2Jevil\u202e',
    model: 'x'.repeat(10_000),
    serial: '\'><inject a="\u0000\n',
  });
  const disk = await only(box);
  expect(disk).toMatchObject({ vendor: 'evil', serial: '\'><inject a="' });
  expect(disk.model?.length).toBe(64);
  const place = { bus: 'scsi' as const, target: 'sdi', number: 1 };
  const xml = renderMedium(template, {
    alias: 'ua-medium-1-1-0-17',
    source: '/dev/sdb',
    disk,
    place,
    taken: [],
  });
  expect(xml).toContain('<serial>injecta</serial>');
});

test.each([
  ['4C53 0001', 0, 'scsi', '4C530001'],
  ['4C530001', 2, 'scsi', '4C530001-2'],
  ['x'.repeat(100), 1, 'virtio', `${'x'.repeat(18)}-1`],
  ['x'.repeat(100), 0, 'scsi', 'x'.repeat(36)],
  ['...', 0, 'scsi', null],
  [undefined, 1, 'scsi', null],
  // The guest's own disk has it.
  ['sys.tem', 0, 'scsi', null],
] as const)('the serial number %s of LUN %i is on %s %s', (serial, lun, bus, is) => {
  expect(toSerial({ serial, lun }, bus, ['system'])).toBe(is);
});

test.each([
  ["{action: forbid, port: '1-2'}", '1-2', 0],
  ["{action: forbid, port: '1-2'}", '1-2.1', undefined],
  ["{action: forbid, port: '1-2.*'}", '1-2.1.4', 0],
  ["{action: forbid, port: '1-2.*'}", '1-2', undefined],
  ["{action: forbid, port: '1-2.*'}", '1-21', undefined],
  ["{action: forbid, vendor: '0781', product: '5581'}", '1-1', 0],
  ["{action: forbid, vendor: '0781', product: '5582'}", '1-1', undefined],
  ["{action: forbid, vendor: '0781', removable: false}", '1-1', undefined],
  ["{action: forbid, serial: 'A1'}", '1-1', 0],
  ['{action: forbid, class: storage}', '1-1', 0],
  ["{action: forbid, class: '08'}", '1-1', 0],
  ['{action: forbid, class: hid}', '1-1', undefined],
  ['{action: ignore, removable: true}, {action: forbid}', '1-1', 0],
  ['{action: ignore, removable: false}, {action: forbid}', '1-1', 1],
])('of %s, in port %s the rule %s fits', async (text, port, rule) => {
  const box = new UsbBox();
  box.plug(port, { serial: 'A1' });
  const subject = { ...(await only(box)), classes: ['08'] };
  expect(planRule(subject, rules(text)).rule).toBe(rule);
});

test('the disk that the box runs from is never given, whatever a rule and its serial number say', async () => {
  const box = new UsbBox();
  const name = box.plug('1-1', { serial: 'A1' });
  const own = { boot: new Set([name]), guest: [] };
  expect(await wish(box, '{rules: [{action: allow, serial: A1}]}', own)).toEqual({
    kind: 'never',
    why: 'The box runs from it',
  });
  box.plug('1-1', { serial: 'A1' });
  expect((await wish(box)).kind).toBe('give');
});

test('a disk that the host uses is never given', async () => {
  const box = new UsbBox();
  const name = box.plug('1-1', { partitions: 2 });
  expect((await wish(box)).kind).toBe('give');
  box.write('/proc/self/mountinfo', '36 35 8:18 / /mnt rw shared:1 - ext4 /dev/sdb2 rw\n');
  expect((await wish(box)).why).toBe('The host has mounted it');
  box.write('/proc/self/mountinfo', '');
  box.write(`/sys/block/${name}/${name}1/holders/dm-0`, '');
  expect((await wish(box)).why).toBe('The host has a volume on it');
  box.plug('1-1');
  box.link('/dev/disk/by-id/usb-x', '/dev/sdb');
  const own = { boot: new Set<string>(), guest: ['/dev/disk/by-id/usb-x'] as never[] };
  expect((await wish(box, '{}', own)).kind).toBe('never');
});

test('what is forbidden says by which rule, and where that is', async () => {
  const box = new UsbBox();
  box.plug('1-1');
  expect(await wish(box, '{rules: [{action: allow, removable: false}, {action: forbid}]}')).toEqual({
    kind: 'never',
    why: 'Rule 2 of the policy (line 7) forbids it',
  });
  expect((await wish(box, '{rules: [{action: ignore}]}')).kind).toBe('may');
  box.change('1-1', 0);
  expect((await wish(box)).kind).toBe('nothing');
});

test('forty disks have a place each, the ninth virtio disk has none, and nobody else loses his', async () => {
  const box = new UsbBox();
  box.plug('1-1');
  const disk = await only(box);
  const wanted = Array.from({ length: 40 }, (_, i) => ({
    alias: `ua-medium-1-1-0-${i}`,
    what: 'it',
    plugged: disk,
  }));
  const live = {
    kind: 'up' as const,
    attached: [],
    targets: new Set(['vda', 'sdi']),
    buses: new Set([9]),
    hasScsi: true,
    hasUsb: false,
    hasAgent: false,
  };
  const scsi = planMedia(live, wanted, 'scsi').steps.flatMap((step) => ('place' in step ? step.place : []));
  expect([scsi.length, new Set(scsi.map(({ target }) => target)).size]).toEqual([40, 40]);
  expect(scsi.map(({ target }) => target)).toEqual(expect.arrayContaining(['sdj', 'sdz', 'sdaa', 'sdaw']));
  expect(scsi.some(({ target, number }) => target === 'sdi' || number === 1)).toBe(false);
  const virtio = planMedia(live, wanted, 'virtio');
  expect([virtio.steps.length, virtio.hindered.size]).toEqual([7, 33]);
});
