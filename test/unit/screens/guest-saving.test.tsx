import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/client/errors.ts';
import type { State } from '../../../src/client/store.ts';
import type { Medium, Operation } from '../../../src/contract/index.ts';
import { type Rendered, type RenderOptions, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const technician = { ...sample.access(), role: 'technician' as const };
const [stick] = sample.media().media as [Medium];
const other: Medium = {
  ...stick,
  ...{ id: '1-4:0', port: '1-4', vendor: 'WD', model: 'Elements', holder: 'nobody', state: 'none' },
};
const operation: Operation = { ...sample.operation(), kind: 'guest.screenshot-save', cancellable: true };
const said = 'screenshot-2026-12-01-004744.png is on SanDisk Ultra (1-2). The guest has it again';
const withDisks = (media: Medium[], rest: Partial<State> = {}): State =>
  sampleState({ media: { ...sample.media(), media }, access: technician, ...rest });
const text = {
  ...{ time: '2026-03-01T08:00:00.000Z', width: 720, height: 400, cells: 4, known: 4, lines: ['login:'] },
};

async function open(state: State, answers: RenderOptions['answers'] = {}): Promise<Rendered> {
  const box = renderConsole({
    state,
    answers: { 'guest.screen-text': () => text, 'guest.screenshot-save': () => operation, ...answers },
  });
  box.type('3p');
  await box.see('login:');
  return box;
}
const asked = (box: Rendered) => box.calls.filter(({ name }) => name === 'guest.screenshot-save');

describe('a picture of the display, saved at a seat', () => {
  test('goes on the one disk that takes it, after a question that says what the guest sees of that', async () => {
    const box = await open(withDisks([stick]));
    box.type('i');
    await box.see('Save a picture of the display on SanDisk Ultra (1-2)?');
    await box.see('The picture is taken at once. Then the guest is asked');
    box.type('y');
    await expect.poll(() => asked(box)).toMatchObject([{ input: { body: { medium: '1-2:0' } } }]);
  });

  test('asks which of several disks', async () => {
    const box = await open(withDisks([stick, other]));
    box.type('i');
    await box.see(/Disk +.*SanDisk Ultra \(1-2\), 30.8 GB/);
    box.type('\u001b[C');
    await box.see('WD Elements (1-4)');
    box.type('\r');
    await box.see('Save a picture of the display on WD Elements (1-4)?');
    box.type('y');
    await expect.poll(() => asked(box)).toMatchObject([{ input: { body: { medium: '1-4:0' } } }]);
  });

  test('says that a stick is to be plugged in where there is none, or what keeps those that are there from it', async () => {
    const box = await open(withDisks([]));
    box.type('i');
    await box.see('Plug a USB stick into the box');
    box.type('\r');
    await box.seeNo('Plug a USB stick');
    const lent = { path: '/run/bezel-lent/1-2-0-17', type: 'vfat', readOnly: true };
    box.store.set({
      media: {
        ...sample.media(),
        media: [
          { ...stick, lent },
          { ...other, readOnly: true },
        ],
      },
    });
    box.type('i');
    await box.see('SanDisk Ultra (1-2): The host has borrowed it to read');
    await box.see('write-protected');
    expect(asked(box)).toEqual([]);
  });

  test('asks for the PIN first where the seat is locked', async () => {
    const box = await open(sampleState({ media: { ...sample.media(), media: [stick] } }));
    box.type('i');
    await box.see("This needs the technician's PIN");
    expect(asked(box)).toEqual([]);
  });

  test('tells how far it is, can be cancelled, and says in the end what it is called and whose the disk is', async () => {
    const box = await open(withDisks([stick]), { 'operations.cancel': () => operation });
    const running: Operation = {
      ...{ ...operation, state: 'running' },
      progress: { message: 'The picture is written', fraction: 0.65 },
    };
    box.store.set({ operations: [running] });
    await box.see('Save a picture of the display, under way');
    await box.see('The picture is written');
    box.type('i');
    box.type('c');
    await box.see('Cancel what is under way?');
    box.type('n');
    box.store.set({
      operations: [{ ...running, state: 'done', cancellable: false, progress: { message: said } }],
    });
    await box.see('screenshot-2026-12-01-004744.png is on SanDisk Ultra (1-2).');
    await box.see('The guest has it');
    box.type('\u001b');
    await box.seeNo('screenshot-2026');
    await box.see('login:');
  });

  test('says why it was not saved, and what to do', async () => {
    const box = await open(withDisks([stick]));
    const error = { code: 'media.full', message: 'There is no room for it', hint: 'Remove something there' };
    box.store.set({ operations: [{ ...operation, state: 'failed', cancellable: false, error }] });
    await box.see('There is no room for it');
    await box.see('Remove something there');
  });

  test('that is refused at once is said to be', async () => {
    const box = await open(withDisks([stick]), {
      'guest.screenshot-save': () => {
        throw new ApiError(409, { code: 'guest.saving', message: 'Another picture is being saved' });
      },
    });
    box.type('iy');
    await box.see('Another picture is being saved');
  });

  test('is not told of again by a view that is opened after its end', async () => {
    const done = { ...operation, state: 'done' as const, cancellable: false, progress: { message: said } };
    const box = await open(withDisks([stick], { operations: [done] }));
    await box.seeNo('screenshot-2026');
  });

  test('is not saved of a display that cannot be seen', async () => {
    const box = renderConsole({
      state: withDisks([stick]),
      answers: {
        'guest.screen-text': () => {
          throw new ApiError(404, { code: 'guest.not-running', message: 'The guest is off' });
        },
      },
    });
    box.type('3p');
    await box.see('The guest is off');
    box.type('i');
    await box.seeNo('Save a picture');
  });

  test('is called off where its disk is pulled out before the answer', async () => {
    const box = await open(withDisks([stick]));
    box.type('i');
    await box.see('Save a picture of the display on');
    box.store.set({ media: { ...sample.media(), media: [] } });
    box.type('y');
    await box.see('not possible any more');
    expect(asked(box)).toEqual([]);
  });
});
