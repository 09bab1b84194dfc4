import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Operation } from '../../../src/contract/index.ts';
import { patiently } from '../../support/eventually.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { type Backend, type Box, makeBox } from './support/box.ts';
import { removeGuest } from './support/remove-guest.ts';

const technician: Actor = { seat: 'tty1', role: 'technician' };
let libvirtd: Libvirtd;
let box: Box;
let backend: Backend;
let good: string;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
});
afterAll(async () => {
  await libvirtd?.stop();
});
beforeEach(async () => {
  box = await makeBox(libvirtd);
  await box.writePolicy();
  backend = await box.start();
  await backend.seen('absent');
  expect(await start()).toMatchObject({ state: 'done' });
  good = await xmlOf('rendered');
  await powerOff();
});
afterEach(async () => {
  await box.remove();
  await removeGuest(libvirtd);
});

const call = (action: 'start' | 'kill') => backend.guest.handlers[`guest.${action}`]({}, technician);
const start = async (): Promise<Operation> => backend.ended(await call('start'));
const powerOff = async (): Promise<void> => {
  await backend.seen('running');
  await backend.ended(await call('kill'));
  await backend.seen('off');
};
const xmlOf = async (source: 'rendered' | 'live' | 'defined'): Promise<string> =>
  (await backend.guest.handlers['guest.xml']({ query: { source } }, technician)).xml;
const outcomes = async (): Promise<string[]> => {
  const { starts } = await backend.guest.handlers['config.starts']({ query: {} }, technician);
  return starts.map(({ origin, outcome }) => `${origin} ${outcome}`);
};
const editTemplate = async (from: string | RegExp, to: string): Promise<void> => {
  const before = await readFile(box.template, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  await writeFile(box.template, after);
};

describe('the last good configuration takes over', () => {
  test.each<[string, string | RegExp, string, RegExp]>([
    [
      'a disk in which QEMU does not find what the definition says',
      /type='(raw|\{\{ disk\.format \}\})'/,
      "type='qcow2'",
      /Image is not in qcow2 format/,
    ],
    ['a machine that QEMU does not have', /machine='[^']*'/, "machine='pc-q35-99.0'", /machine/],
    ['a device that the schema does not know', "<rng model='virtio'>", "<rng model='toaster'>", /schema/],
  ])('from %s', async (_, from, to, words) => {
    await editTemplate(from, to);
    expect(await start()).toMatchObject({ state: 'done' });
    const guest = await backend.seen('running');
    const [problem] = guest.problems;
    expect(problem).toMatchObject({ code: 'guest.fell-back', severity: 'error' });
    expect(problem?.message).toMatch(
      /^The guest was started with its last good configuration: libvirt refuses: /,
    );
    expect(problem?.message).toMatch(words);
    expect(await outcomes()).toEqual(['last-good started', 'rendered failed', 'rendered started']);
    // What is defined is the last good one too: whatever libvirt does by itself uses that.
    expect(/<rng model='(\w+)'>/.exec(await xmlOf('defined'))?.[1]).toBe('virtio');
  });

  test('also where the new one has another UUID, and what is new is tried again when somebody asks', async () => {
    await editTemplate(/<uuid>.*<\/uuid>/, '<uuid>6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3</uuid>');
    await editTemplate(/<entry name='uuid'>.*<\/entry>/, '');
    await editTemplate(/type='(raw|\{\{ disk\.format \}\})'/, "type='qcow2'");
    const uuid = /<uuid>(.*)<\/uuid>/.exec(good)?.[1];
    expect(await start()).toMatchObject({ state: 'done' });
    expect(await backend.seen('running')).toMatchObject({ uuid });
    await powerOff();

    await editTemplate("type='qcow2'", "type='raw'");
    expect(await start()).toMatchObject({ state: 'done' });
    expect(await backend.seen('running')).toMatchObject({
      uuid: '6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3',
      problems: [],
    });
    expect((await outcomes())[0]).toBe('rendered started');
  });

  test('under the name that the policy gives it now, and another name alone is no obstacle', async () => {
    const { uuid } = backend.guest.get();
    const rename = async (name: string): Promise<void> => {
      const text = await readFile(box.policyFile, 'utf8');
      await writeFile(box.policyFile, text.replace(/guest:\n( {2}name: .*\n)?/, `guest:\n  name: ${name}\n`));
      await backend.config.reload();
    };
    await rename('renamed');
    expect(await start()).toMatchObject({ state: 'done' });
    expect(await backend.seen('running')).toMatchObject({ name: 'renamed', uuid, problems: [] });
    await powerOff();

    await rename('guest');
    await editTemplate(/type='(raw|\{\{ disk\.format \}\})'/, "type='qcow2'");
    expect(await start()).toMatchObject({ state: 'done' });
    expect(await backend.seen('running')).toMatchObject({
      name: 'guest',
      uuid,
      problems: [{ code: 'guest.fell-back' }],
    });
  });

  test('after the next boot at once, where nothing has changed', async () => {
    await box.writePolicy({ autostart: true });
    await editTemplate(/type='(raw|\{\{ disk\.format \}\})'/, "type='qcow2'");
    expect(await start()).toMatchObject({ state: 'done' });
    await powerOff();
    await backend.stop();

    backend = await box.start({ bootId: 'boot-2' });
    await backend.seen('running');
    // A start that is under way is not among them: the guest may run before it has ended.
    await patiently(async () =>
      expect((await outcomes()).slice(0, 2)).toEqual(['last-good started', 'last-good started']),
    );
    expect(backend.guest.get().problems).toMatchObject([{ code: 'guest.fell-back' }]);
  });
});
