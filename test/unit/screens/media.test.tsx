import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/client/errors.ts';
import type { State } from '../../../src/client/store.ts';
import type { Drives, Media } from '../../../src/contract/index.ts';
import { type Rendered, type RenderOptions, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const technician = { ...sample.access(), role: 'technician' as const };
const unlocked = (media: Media, rest: Partial<State> = {}): State =>
  sampleState({ media, access: technician, ...rest });

async function openMedia(state: State, options: Omit<RenderOptions, 'state'> = {}): Promise<Rendered> {
  const box = renderConsole({ ...options, state });
  box.type('5');
  await box.see(/Port +Device|No USB disk or|Nothing is known/);
  return box;
}
const asked = (box: Rendered) => box.calls.filter(({ name }) => /^(media|drives)\./.test(name));
const operation = { ...sample.operation(), kind: 'media.detach', cancellable: false };

describe('the media', () => {
  test('has a row for each USB disk, says why the chosen one is held so, and fits 80 columns', async () => {
    const box = await openMedia(unlocked(sample.media()));
    expect(box.text()).toMatch(/1-2 +SanDisk Ultra +sdb +sdi +attached +guest/);
    expect(box.text()).toMatch(/1-3\.1:1 +Generic STORA. +sdd +none +none +nobody/);
    expect(box.text()).toMatch(/2-1 +UDisk .*forbidden/);
    expect(box.text()).toContain('SanDisk Ultra, 30.8 GB. The policy gives it');
    expect(box.text()).toContain('SanDisk Ultra (1-2): the guest has it as sdi');
    box.type('jjj');
    await box.see('Rule 1 of the policy (line 14) forbids it');
  });

  test('shows everything about one', async () => {
    const box = await openMedia(unlocked(sample.media()), { rows: 40 });
    box.type('\r');
    await box.see(/Serial number +4C530001230523/);
    expect(box.text()).toMatch(/Vendor:product +0781:5581/);
    box.type('\t');
    await box.see('There is no medium in it');
    box.type('\u001b');
    await box.see(/Port +Device/);
  });

  test('says what goes to and fro on the one that is looked at', async () => {
    const busy = { readBytes: 20_000_000, writtenBytes: 1500, inFlight: 1 };
    const { media, ...rest } = sample.media();
    const answer = { ...rest, media: media.map((each) => ({ ...each, activity: busy })) };
    const box = await openMedia(unlocked(sample.media()), {
      answers: { 'media.list': () => answer },
      rows: 40,
    });
    box.type('\r');
    await box.see(/Activity +20 MB read, 1.5 kB written; busy now/);
  });

  test('takes back what the guest has, and gives what it does not', async () => {
    const answers = { 'media.detach': () => operation, 'media.attach': () => operation };
    const box = await openMedia(unlocked(sample.media()), { answers });
    box.type('t');
    await box.see('Take SanDisk Ultra (1-2) back?');
    box.type('y');
    await expect.poll(() => asked(box)).toEqual([{ name: 'media.detach', input: { body: { id: '1-2:0' } } }]);
    box.type('jj');
    await box.see('A technician has taken it back');
    box.type('a');
    await box.see('Give WD Elements 25A2 (1-4) to the guest?');
    box.type('y');
    await expect
      .poll(() => asked(box).at(-1))
      .toEqual({ name: 'media.attach', input: { body: { id: '1-4:0' } } });
  });

  test('removes safely, can be called off, and says when the disk may be unplugged', async () => {
    const removal = { ...operation, kind: 'media.remove' };
    const running = { ...removal, state: 'running' as const, cancellable: true };
    const answers = { 'media.remove': () => removal, 'operations.cancel': () => removal };
    const box = await openMedia(unlocked(sample.media(), { operations: [running] }), { answers });
    box.type('c');
    await box.see('Cancel what is under way?');
    box.type('n');
    box.type('r');
    await box.see('Remove SanDisk Ultra (1-2) safely?');
    box.type('y');
    await expect.poll(() => asked(box)).toEqual([{ name: 'media.remove', input: { body: { id: '1-2:0' } } }]);
    const message = 'You may unplug it now. The guest has written everything to it';
    const done = { ...removal, state: 'done' as const, progress: { message } };
    const ended = await openMedia(unlocked(sample.media(), { operations: [done] }));
    await ended.see('You may unplug it now. The guest has written everything');
    ended.type('\u001b');
    await expect.poll(() => ended.text()).not.toContain('You may unplug');
  });

  test('offers nothing for what is forbidden', async () => {
    const box = await openMedia(unlocked(sample.media()));
    box.type('jjj');
    await box.see('forbids it');
    expect(box.text()).not.toMatch(/Take back|Give/);
    box.type('at');
    await box.see('forbids it');
    expect(asked(box)).toEqual([]);
  });

  test('shows what is no disk with what it is, and what the host has with why', async () => {
    const [disk] = sample.media().media;
    if (disk === undefined) throw new Error('there is no disk');
    const no = { allowed: false, reason: 'no' };
    const actions = { attach: no, detach: no, remove: no, lend: no, return: no };
    const { sizeBytes, sectorBytes, readOnly, target, ...rest } = disk;
    const reader = {
      ...rest,
      kind: 'device' as const,
      id: '1-5',
      model: 'CCID',
      classes: ['smart-card'],
      target: 'USB 2',
    };
    const keyboard = {
      ...rest,
      kind: 'device' as const,
      id: '1-6',
      model: 'Keys',
      classes: ['hid'],
      state: 'none' as const,
      holder: 'host' as const,
      why: 'A keyboard stays',
      actions,
    };
    const box = await openMedia(unlocked({ own: true, media: [reader, keyboard], problems: [] }), {
      rows: 40,
      columns: 100,
    });
    expect(box.text()).toMatch(/1-5 +SanDisk CCID .*smart card.*USB 2 +attached +guest/);
    expect(box.text()).toMatch(/1-6 +SanDisk Keys .*HID.*none +none +host/);
    box.type('j\r');
    await box.see(/USB classes +hid/);
    expect(box.text()).toMatch(/Why +A keyboard stays/);
    expect(box.text()).not.toContain('Lend to the host');
  });

  test('says what a refusal was', async () => {
    const answers = {
      'media.detach': () => {
        throw new ApiError(409, { code: 'media.not-possible', message: 'The guest does not have it' });
      },
    };
    const box = await openMedia(unlocked(sample.media()), { answers });
    box.type('t');
    await box.see('[ No ]');
    box.type('y');
    await box.see('The guest does not have it');
  });

  test('has a row for each drive, and opens its tray, by force where it has refused', async () => {
    const answers = { 'drives.eject': () => ({ ...operation, kind: 'drives.eject' }) };
    const drives: Drives = sample.drives();
    const media = { ...sample.media(), media: [] };
    const box = await openMedia(unlocked(media, { drives }), { answers });
    expect(box.text()).toMatch(/1-4\.1 +HL-DT-ST DVDR. .*sr1 +sdbu +attached +guest/);
    expect(box.text()).toContain('PLDS DVD-RW DU8AESH (ata3): the guest has it as 1:0');
    box.type('e');
    await box.see('Force HL-DT-ST DVDRAM GP57EB40 (1-4.1)?');
    box.type('y');
    await expect
      .poll(() => asked(box).at(-1))
      .toEqual({ name: 'drives.eject', input: { body: { id: '1-4.1:0', force: true } } });
    box.type('j');
    await box.see("PLDS DVD-RW DU8AESH, the guest's.");
    box.type('e');
    await box.see('Eject PLDS DVD-RW DU8AESH (ata3)?');
    box.type('y');
    await expect
      .poll(() => asked(box).at(-1))
      .toEqual({ name: 'drives.eject', input: { body: { id: 'ata3:0', force: false } } });
  });

  test('lends a disk, and returns it', async () => {
    const answers = { 'media.lend': () => operation, 'media.return': () => operation };
    const media = sample.media();
    const box = await openMedia(unlocked(media), { answers });
    box.type('m');
    await box.see('Lend SanDisk Ultra (1-2) to the host?');
    expect(box.text()).toContain('The guest is asked to write everything');
    box.type('y');
    await expect.poll(() => asked(box)).toEqual([{ name: 'media.lend', input: { body: { id: '1-2:0' } } }]);
    const [disk] = media.media;
    if (disk === undefined) throw new Error('there is no disk');
    const actions = { ...disk.actions, lend: { allowed: false }, return: { allowed: true } };
    const lent = await openMedia(unlocked({ ...media, media: [{ ...disk, holder: 'host', actions }] }), {
      answers,
    });
    lent.type('u');
    await lent.see('Return SanDisk Ultra (1-2)?');
    lent.type('y');
    await expect
      .poll(() => asked(lent).at(-1))
      .toEqual({ name: 'media.return', input: { body: { id: '1-2:0' } } });
  });

  test('lets one of the images on lent disks be chosen as the disc, and says when there is none', async () => {
    const media = { ...sample.media(), media: [] };
    const [image] = sample.images().images;
    const images = [
      ...sample.images().images,
      { path: '/run/bezel-lent/1-4-0-21/b/two.iso', sizeBytes: 2048 },
    ];
    const answers = { 'drives.images': () => ({ images }), 'drives.insert': () => operation };
    const box = await openMedia(unlocked(media, { drives: sample.drives() }), { answers });
    box.type('i');
    await box.see('install.iso, 4.69 GB');
    box.type('\u001b[C');
    await box.see('two.iso, 2.05 kB');
    box.type('\r');
    await box.see('Insert two.iso?');
    box.type('y');
    await expect
      .poll(() => asked(box).at(-1))
      .toEqual({ name: 'drives.insert', input: { body: { id: '1-4.1:0', file: images[1]?.path } } });
    expect(image?.path).not.toBe(images[1]?.path);
    const none = await openMedia(unlocked(media, { drives: sample.drives() }), {
      answers: { 'drives.images': () => ({ images: [] }) },
    });
    none.type('i');
    await none.see('There is no image on the disks');
    // The drive that the guest has itself takes none.
    none.type('\u001b');
    await expect.poll(() => none.text()).not.toContain('There is no image');
    none.type('j');
    await none.see('PLDS DVD-RW DU8AESH, the');
    expect(none.text()).not.toContain('Insert');
  });

  test('shows the image that the guest has as its disc', async () => {
    const [drive] = sample.drives().drives;
    if (drive === undefined) throw new Error('there is no drive');
    const { label: _, sizeBytes: __, ...rest } = drive;
    const drives = { drives: [{ ...rest, image: '/run/bezel-lent/1-4-0-21/install.iso' }], problems: [] };
    const box = await openMedia(unlocked({ ...sample.media(), media: [] }, { drives }));
    expect(box.text()).toContain('HL-DT-ST DVDRAM GP57EB40, install.iso.');
    box.type('e');
    await box.see('it has what is in the box');
  });

  test('has titles above its rows on a small seat and on a large one', async () => {
    for (const [columns, rows] of [
      [80, 24],
      [200, 60],
    ] as const) {
      const box = await openMedia(unlocked(sample.media()), { columns, rows });
      expect(box.text()).toMatch(/Port +Device .*Node +Guest +State +Held by/);
    }
  });

  test('says that nothing is plugged in, and that nothing is given', async () => {
    const box = await openMedia(unlocked({ own: false, media: [], problems: [] }));
    expect(box.text()).toContain('No USB disk or device is plugged in, and there is no drive');
    expect(box.text()).toContain('not given to the guest');
  });
});
