import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runEject } from '../../../../../src/backend/media/drives/eject.ts';
import type { BoxDrive } from '../../../../../src/backend/media/drives/model.ts';
import { parseDrivePlace, parseUdevDrive } from '../../../../../src/backend/media/drives/parse-drive.ts';
import { parseDriveAlias, toDriveAlias } from '../../../../../src/backend/media/drives/parse-drive-alias.ts';
import { parseLiveDrives } from '../../../../../src/backend/media/drives/parse-live-drives.ts';
import { planDriveWish } from '../../../../../src/backend/media/drives/plan-drive-wish.ts';
import {
  planDrives,
  planPolling,
  type WantedDrive,
} from '../../../../../src/backend/media/drives/plan-drives.ts';
import { planMode } from '../../../../../src/backend/media/drives/plan-mode.ts';
import { readDrives } from '../../../../../src/backend/media/drives/read-drives.ts';
import { renderDrive } from '../../../../../src/backend/media/drives/render-drive.ts';
import { machine } from '../../../../support/machines.ts';
import { policyWith } from '../parts.ts';
import { ataPath, DriveBox, type DriveParts, usbPath } from './drive-box.ts';
import { driveTemplate } from './parts.ts';

async function one(parts: DriveParts = {}, name = 'sr0'): Promise<BoxDrive> {
  const box = new DriveBox();
  box.plug(name, parts);
  const [drive] = (await readDrives(box.files, [])) ?? [];
  if (drive === undefined) throw new Error('there is no drive');
  return drive;
}

describe('the drives of a box', () => {
  test('are those of a recorded machine, by their places', async () => {
    const drives = await readDrives(machine('lab-media').files, []);
    expect(drives?.map(({ id, name, disc, discNumber, seen }) => [id, name, disc, discNumber, seen])).toEqual(
      [
        ['ata3:0', 'sr0', 'none', 9, '120995198'],
        ['ata4:0', 'sr1', 'present', 11, '121450221'],
      ],
    );
  });

  test('may be none, and cannot be listed without sysfs', async () => {
    expect(await readDrives(new DriveBox().files, [])).toEqual([]);
    const { files } = new DriveBox();
    const unreadable = { ...files, listNames: files.readLink as never };
    expect(await readDrives(unreadable, [])).toBeUndefined();
  });

  test('on USB have its ids and its serial number, and what they say is plain', async () => {
    const drive = await one({
      at: usbPath,
      vendor: 'A\u001b[31m',
      model: 'B\u0007',
      serial: 'S-1',
      disc: 'L\u001b]0;x',
    });
    expect(drive).toMatchObject({
      id: '1-4.1:0',
      port: '1-4.1',
      isUsb: true,
      vendorId: '152e',
      productId: '2571',
    });
    expect(drive).toMatchObject({
      serial: 'S-1',
      generic: 'sg0',
      disc: 'present',
      sizeBytes: 2 * 1024 * 1024,
    });
    expect(JSON.stringify(drive)).not.toMatch(/\\u00/);
  });

  test.each([
    [ataPath(3), 'ata3:0', { host: 2, bus: 0, target: 0, unit: 0 }],
    [
      'pci0000:00/0000:00:01.1/ata1/host0/target0:0:1/0:0:1:0',
      'ata1:1',
      { host: 0, bus: 0, target: 1, unit: 0 },
    ],
    [usbPath, '1-4.1:0', { host: 6, bus: 0, target: 0, unit: 0 }],
    [
      'pci0000:00/0000:00:05.0/host7/target7:0:4/7:0:4:2',
      'host7:0:4:2',
      { host: 7, bus: 0, target: 4, unit: 2 },
    ],
  ])('at %s is %s', (at, id, address) => {
    const place = parseDrivePlace(`/sys/devices/${at}/block/sr0`);
    expect(place).toMatchObject({ id, address });
    const alias = toDriveAlias({ id, seen: '77' }, 'medium') ?? '';
    expect(alias).toMatch(/^ua-[A-Za-z0-9_-]+$/);
    expect(parseDriveAlias(alias)).toEqual({ id, port: place?.port, mode: 'medium' });
  });

  test('are no others: neither a disk of the USB disks nor of anybody else is taken for one', () => {
    for (const alias of [
      'ua-medium-1-2-0-17',
      'ua-drive-',
      'ua-tray-ata3-0-',
      'ua-drive-ata3-0-1x',
      'scsi0-0-0-0',
    ])
      expect(parseDriveAlias(alias)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => parseUdevDrive(text) !== undefined));
  });
});

describe('whether the guest is to have one', () => {
  const wish = async (media: string, parts: DriveParts = {}, own = true) =>
    planDriveWish(await one(parts), {
      own,
      policy: policyWith(media).media,
      decision: undefined,
      lineOf: () => 7,
    });

  test('it is, unless the policy wants none or the box is not ours', async () => {
    expect(await wish('{}')).toEqual({ kind: 'give', why: 'The policy gives it to the guest' });
    expect(await wish('{drives: {mode: none}}')).toMatchObject({ kind: 'nothing' });
    expect(await wish('{}', {}, false)).toMatchObject({ kind: 'nothing' });
  });

  test('an exception for its port or its model decides what of it the guest gets', async () => {
    const of = async (modes: string, parts: DriveParts = {}) =>
      planMode(policyWith(`{drives: {modes: [${modes}]}}`).media.drives, await one(parts));
    expect(await of('{port: ata3, mode: medium}')).toBe('medium');
    expect(await of('{port: ata3, mode: medium}', { at: usbPath })).toBe('drive');
    expect(
      await of('{port: 1-4.1, mode: none}, {model: DVD-RW DU8AESH, mode: medium}', { at: usbPath }),
    ).toBe('none');
    expect(await of('{model: DVD-RW DU8AESH, mode: medium}')).toBe('medium');
    expect(await of('{port: ata3, model: Other, mode: medium}')).toBe('drive');
    expect(await wish('{drives: {modes: [{port: ata3, mode: none}]}}')).toMatchObject({ kind: 'nothing' });
    expect(await wish('{drives: {mode: none, modes: [{port: ata3, mode: drive}]}}')).toMatchObject({
      kind: 'give',
    });
    expect(() => policyWith('{drives: {modes: [{mode: none}]}}')).toThrow('needs a port or a model');
  });

  test('rules are for drives on USB, and for no others', async () => {
    const rules = '{rules: [{action: forbid}]}';
    expect(await wish(rules)).toMatchObject({ kind: 'give' });
    expect(await wish(rules, { at: usbPath })).toEqual({
      kind: 'never',
      why: 'Rule 1 of the policy (line 7) forbids it',
    });
    expect(await wish('{rules: [{action: ignore, port: 1-4.*}]}', { at: usbPath })).toMatchObject({
      kind: 'may',
    });
  });

  test('one without a node for commands can only be read', async () => {
    expect(await wish('{}', { generic: false })).toMatchObject({ kind: 'nothing' });
    expect(await wish('{drives: {mode: medium}}', { generic: false })).toMatchObject({ kind: 'give' });
  });

  test("one that the host has mounted, or that is a disk of the guest, is nobody's", async () => {
    const box = new DriveBox();
    box.plug('sr0');
    const { files } = box;
    const mounted = {
      ...files,
      readText: async (path: string) =>
        path === '/proc/self/mountinfo'
          ? ({ ok: true, value: '1 0 11:0 / /cd ro' } as const)
          : files.readText(path),
    };
    expect((await readDrives(mounted, []))?.[0]?.own).toBe('The host has mounted it');
    const named = {
      ...files,
      readRealPath: async (path: string) =>
        path === '/dev/cdrom' ? ({ ok: true, value: '/dev/sr0' } as const) : files.readRealPath(path),
    };
    expect((await readDrives(named, ['/dev/cdrom']))?.[0]?.own).toContain('as a disk');
  });
});

describe('the plan', () => {
  const up = (devices = '', controller = "<controller type='scsi' index='1' model='virtio-scsi'/>") =>
    parseLiveDrives(`<domain>${controller}${devices}</domain>`);
  const want = async (parts: Partial<WantedDrive> = {}, drive: DriveParts = {}): Promise<WantedDrive> => {
    const box = await one(drive);
    const mode = parts.mode ?? 'drive';
    return { alias: toDriveAlias(box, mode) ?? '', mode, what: 'W', drive: box, isOut: false, ...parts };
  };
  const kinds = (plan: ReturnType<typeof planDrives>) => plan.steps.map(({ kind }) => kind);

  test('attaches what is there to the first free place, and detaches what is gone', async () => {
    const wanted = await want();
    const plan = planDrives(up(), [wanted]);
    expect(plan.steps).toMatchObject([{ kind: 'attach', number: 0 }]);
    const xml = renderDrive(driveTemplate, wanted, 0);
    expect(planDrives(up(xml), [wanted]).steps).toEqual([]);
    expect(planDrives(up(xml), []).steps).toMatchObject([
      { kind: 'detach', alias: wanted.alias, what: '1:0' },
    ]);
    const other =
      "<disk device='disk'><target dev='sdz'/><address type='drive' controller='1' bus='0' target='0' unit='0'/></disk>";
    expect(planDrives(up(other), [wanted]).steps).toMatchObject([{ number: 1 }]);
  });

  test('waits for the guest to let go of what was in that place before', async () => {
    const wanted = await want();
    const before = renderDrive(driveTemplate, { ...wanted, alias: `${wanted.alias}9` }, 0);
    const plan = planDrives(up(before), [wanted]);
    expect(kinds(plan)).toEqual(['detach']);
    expect(plan.hindered.get(wanted.alias)).toContain('not let go yet');
  });

  test('says when the running guest has no controller, or no place', async () => {
    const wanted = await want();
    expect(planDrives(up('', ''), [wanted]).hindered.get(wanted.alias)).toContain('from its next start on');
    const full = Array.from({ length: 16 }, (_, i) =>
      renderDrive(driveTemplate, { ...wanted, alias: `x${i}` }, i),
    );
    expect(planDrives(up(full.join('')), [wanted]).hindered.get(wanted.alias)).toContain('no free place');
  });

  test("puts the box's disc into the guest's own drive, takes it out when it is gone, and leaves a tray that the guest has opened", async () => {
    const empty = await want({ mode: 'medium' });
    const full = await want({ mode: 'medium' }, { disc: 'L' });
    const [without, withDisc] = [renderDrive(driveTemplate, empty, 3), renderDrive(driveTemplate, full, 3)];
    expect(withDisc).toContain("<source dev='/dev/disk/by-diskseq/11'/>");
    expect(without).not.toContain('<source');
    expect(planDrives(up(without), [empty]).steps).toEqual([]);
    expect(planDrives(up(without), [full]).steps).toMatchObject([{ kind: 'disc', number: 3 }]);
    expect(planDrives(up(withDisc), [full]).steps).toEqual([]);
    expect(kinds(planDrives(up(withDisc), [empty]))).toEqual(['disc']);
    expect(planDrives(up(withDisc.replace('<target', "<target tray='open'")), [empty]).steps).toEqual([]);
    const next = { ...full, drive: { ...full.drive, discNumber: 12 } };
    expect(kinds(planDrives(up(withDisc.replace('<target', "<target tray='open'")), [next]))).toEqual([
      'disc',
    ]);
  });

  test('has the kernel ask all drives but those that the guest has', async () => {
    const wanted = await want();
    const live = up(renderDrive(driveTemplate, wanted, 0));
    expect(planPolling([wanted.drive], live)).toEqual([{ kind: 'poll', name: 'sr0', on: false }]);
    const silent = { ...wanted.drive, isPolled: false };
    expect(planPolling([silent], live)).toEqual([]);
    expect(planPolling([silent], up())).toEqual([{ kind: 'poll', name: 'sr0', on: true }]);
    expect(planPolling([silent], { kind: 'off' })).toEqual([{ kind: 'poll', name: 'sr0', on: true }]);
    expect(planPolling([silent], { kind: 'unknown' })).toEqual([]);
  });

  test("names the device by the kernel's address", async () => {
    const xml = renderDrive(driveTemplate, await want({}, { at: ataPath(5) }), 2);
    expect(xml).toContain("<adapter name='scsi_host4'/>");
    expect(xml).toContain("<address type='drive' controller='1' bus='0' target='2' unit='0'/>");
  });
});

describe('opening the tray', () => {
  type Answer = { status: number } | undefined;
  const by = async (answers: Answer[], force = false) => {
    const told: string[] = [];
    const run = async (file: string, args: readonly string[]) => {
      told.push([file, ...args].join(' '));
      const answer = answers.shift();
      return answer === undefined
        ? ({ ok: true, stdout: '' } as const)
        : ({ ok: false, why: 'failed', message: 'it failed', ...answer } as const);
    };
    const error = await runEject(run, { generic: 'sg1' }, { force }).catch((thrown) => thrown);
    return { told, code: error?.code };
  };

  test('asks the drive, and unlocks it first with force only', async () => {
    expect(await by([])).toEqual({ told: ['sg_start --eject /dev/sg1'], code: undefined });
    expect((await by([], true)).told).toEqual(['sg_prevent --allow /dev/sg1', 'sg_start --eject /dev/sg1']);
  });

  test('says once more what the drive has not done because it had something to tell', async () => {
    expect(await by([{ status: 6 }])).toEqual({
      told: Array(2).fill('sg_start --eject /dev/sg1'),
      code: undefined,
    });
    expect((await by([{ status: 6 }, { status: 6 }])).code).toBe('drive.locked');
  });

  test('is refused by a locked drive', async () => {
    expect(await by([{ status: 2 }])).toMatchObject({ code: 'drive.locked' });
  });
});
