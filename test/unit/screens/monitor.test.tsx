import { expect, test } from 'vitest';
import type { Display } from '../../../src/contract/index.ts';
import { type Rendered, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const technician = { ...sample.access(), role: 'technician' as const };

async function openMonitor(display: Display): Promise<Rendered> {
  const box = renderConsole({
    state: sampleState({ display, access: technician }),
    answers: { 'display.show': sample.display, 'display.keys': sample.display },
  });
  box.type('3');
  await box.see(/State +/);
  box.type('m');
  await box.see(/Framebuffers/);
  return box;
}
const asked = (box: Rendered) => box.calls.filter(({ name }) => name.startsWith('display.'));

test('says what is on the monitor, on 80 columns', async () => {
  const box = await openMonitor(sample.display());
  expect(box.text()).toMatch(/Monitor +the guest's display, 1280x800/);
  expect(box.text()).toMatch(/Framebuffers +fb0 1920x1080, 32 bits/);
  expect(box.text()).toMatch(/To and fro +Ctrl-Alt-F2 on the box's keyboard/);
  expect(box.text()).toMatch(/Ctrl-Alt-Delete +log in, or restart/);
});

test('turns the monitor without a question, since nothing is lost', async () => {
  const box = await openMonitor(sample.display());
  box.type('g');
  await expect
    .poll(() => asked(box))
    .toEqual([{ name: 'display.show', input: { body: { view: 'console' } } }]);
});

test('presses the chosen keys in the guest after a question', async () => {
  const box = await openMonitor(sample.display());
  box.type('j\r');
  await box.see('Press Ctrl-Alt-Backspace in the guest?');
  box.type('y');
  await expect
    .poll(() => asked(box))
    .toEqual([{ name: 'display.keys', input: { body: { keys: 'ctrl-alt-backspace' } } }]);
});

test('a monitor of which nothing is known is neither fine nor broken, and nothing can be done with it', async () => {
  const off = { allowed: false, reason: 'the program that serves the monitor does not answer' };
  const { view: _, scene: __, picture: ___, ...rest } = sample.display();
  const box = await openMonitor({
    ...rest,
    state: 'unknown',
    outputs: [],
    actions: { 'show-guest': off, 'show-console': off, 'send-keys': off },
  });
  expect(box.text()).toMatch(/Monitor +unknown/);
  box.type('g');
  box.type('\r');
  await box.see(/Framebuffers +none/);
  expect(asked(box)).toEqual([]);
});
