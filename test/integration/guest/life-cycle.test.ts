import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/contract/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { type Backend, type Box, makeBox } from './support/box.ts';
import { removeGuest } from './support/remove-guest.ts';

const technician: Actor = { seat: 'tty1', role: 'technician' };
let libvirtd: Libvirtd;
let box: Box;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
});
afterAll(async () => {
  await libvirtd?.stop();
});
beforeEach(async () => {
  box = await makeBox(libvirtd);
  await box.writePolicy();
});
afterEach(async () => {
  await box.remove();
  await removeGuest(libvirtd);
});

const act = (backend: Backend, action: 'start' | 'stop' | 'kill' | 'reset') =>
  backend.guest.handlers[`guest.${action}`]({}, technician);

async function startGuest(backend: Backend): Promise<void> {
  await backend.seen('absent');
  expect(await backend.ended(await act(backend, 'start'))).toMatchObject({ state: 'done' });
  await backend.seen('running');
}

describe('the guest', () => {
  test('starts with what the formulas give, is reset, and is forced off', async () => {
    const backend = await box.start();
    await startGuest(backend);

    const { vcpus, memoryMiB, uuid, actions } = backend.guest.get();
    expect({ vcpus, memoryMiB, uuid }).toEqual({
      vcpus: 2,
      memoryMiB: 64,
      uuid: '04030201-0605-0807-090a-0b0c0d0e0ff1',
    });
    expect(actions.start).toEqual({ allowed: false, reason: 'The guest is running' });
    const { xml } = await backend.guest.handlers['guest.xml']({ query: {} }, technician);
    expect(xml).toContain("<entry name='serial'>SN-0001</entry>");

    expect(await backend.ended(await act(backend, 'reset'))).toMatchObject({ state: 'done' });
    // Its QEMU ends with a reset; what starts it again is not this slice's.
    await backend.seen('off');
    expect(await backend.ended(await act(backend, 'start'))).toMatchObject({ state: 'done' });
    await backend.seen('running');
    expect(await backend.ended(await act(backend, 'kill'))).toMatchObject({ state: 'done' });
    expect(await backend.seen('off')).toMatchObject({ reason: 'destroyed' });
    expect(() => act(backend, 'stop')).toThrow('The guest is off');
  });

  test('that does not hear goes on after the time is up, and the stop says what to do', async () => {
    const backend = await box.start();
    await startGuest(backend);
    const stop = await act(backend, 'stop');
    await backend.seen('stopping');
    expect(await backend.ended(stop)).toMatchObject({
      state: 'failed',
      error: { code: 'guest.stop-timeout', hint: expect.stringContaining('force it off') },
    });
    await backend.seen('running');
  });

  test('is forced off while a stop still waits', async () => {
    const backend = await box.start();
    await startGuest(backend);
    const stop = await act(backend, 'stop');
    await backend.seen('stopping');
    const kill = await act(backend, 'kill');
    expect(await backend.ended(stop)).toMatchObject({ state: 'cancelled' });
    expect(await backend.ended(kill)).toMatchObject({ state: 'done' });
    await backend.seen('off');
  });

  test('goes on when the backend ends, and is found by the next one, which starts nothing', async () => {
    const first = await box.start();
    await startGuest(first);
    await first.stop();

    const second = await box.start();
    await second.seen('running');
    expect(second.operations).toEqual([]);
  });

  test('is unknown while libvirtd is away, and the same afterwards', async () => {
    const backend = await box.start();
    await startGuest(backend);
    await libvirtd.kill('SIGKILL');
    const away = await backend.seen('unknown');
    expect(away.actions.kill).toEqual({ allowed: false, reason: 'libvirt does not answer' });
    await libvirtd.restart();
    await backend.seen('running');
  });
});

describe('by itself', () => {
  test('the guest starts once after the box has booted, and stays off when it was forced off', async () => {
    await box.writePolicy({ autostart: true });
    const first = await box.start();
    await first.seen('running');
    expect(first.operations[0]).toMatchObject({ kind: 'guest.start', by: { seat: 'bezel' } });
    await first.ended(await act(first, 'kill'));
    await first.seen('off');
    await first.stop();

    const second = await box.start();
    await second.seen('off');
    await second.config.reload();
    expect(second.operations).toEqual([]);
    await second.stop();

    const afterBoot = await box.start({ bootId: 'boot-2' });
    await afterBoot.seen('running');
  });
});

describe('a policy that cannot be used', () => {
  test('holds the guest back until it is corrected', async () => {
    await writeFile(box.policyFile, 'version: 1\nguest: [\n');
    const backend = await box.start();
    const { actions } = await backend.seen('absent');
    expect(actions.start).toEqual({ allowed: false, reason: 'There is no usable policy' });
    expect(backend.operations).toEqual([]);

    await box.writePolicy({ autostart: true });
    expect(await backend.config.reload()).toMatchObject({ inForce: 'policy' });
    await backend.seen('running');
  });

  test('does not keep a guest that once started from starting after the next boot', async () => {
    await box.writePolicy({ autostart: true });
    const first = await box.start();
    await first.seen('running');
    await first.ended(await act(first, 'kill'));
    await first.stop();
    await writeFile(box.policyFile, 'version: 1\nguest: [\n');

    const second = await box.start({ bootId: 'boot-2' });
    expect(second.config.status().inForce).toBe('last-good');
    await second.seen('running');
  });
});

test('an identity full of quotes, commas and foreign letters is taken by libvirt and QEMU', async () => {
  const rack = await makeBox(libvirtd, 'two-sockets');
  try {
    await rack.writePolicy();
    const backend = await rack.start();
    await startGuest(backend);
    const { xml } = await backend.guest.handlers['guest.xml']({ query: { source: 'live' } }, technician);
    expect(xml).toContain('<entry>Motherboard: A=1,B=2</entry>');
    expect(xml).toContain("<entry name='product'>Box &lt;9000&gt;</entry>");
  } finally {
    await rack.remove();
  }
});

describe('what libvirt or the template refuses', () => {
  test('fails with its words when nothing ever worked', async () => {
    await writeFile(
      box.template,
      (await readFile(box.template, 'utf8')).replace("<boot order='1'/>", "<boot order='0'/>"),
    );
    const backend = await box.start();
    await backend.seen('absent');
    expect(await backend.ended(await act(backend, 'start'))).toMatchObject({
      state: 'failed',
      error: {
        code: 'libvirt.refused',
        message: expect.stringContaining('failed to validate against schema'),
      },
    });
    await backend.seen('absent');
  });

  test('leaves the last good configuration in force, and says so', async () => {
    const backend = await box.start();
    await startGuest(backend);
    await backend.ended(await act(backend, 'kill'));
    await backend.seen('off');
    await writeFile(
      box.template,
      (await readFile(box.template, 'utf8')).replace("<rng model='virtio'>", "<rng model='toaster'>"),
    );

    expect(await backend.ended(await act(backend, 'start'))).toMatchObject({ state: 'done' });
    const guest = await backend.seen('running');
    expect(guest.problems.map(({ code }) => code)).toEqual(['guest.fell-back']);
    expect(guest.problems[0]?.message).toMatch(
      /^The guest was started with its last good configuration: libvirt refuses: /,
    );
  });

  test('in the template is told with file and line', async () => {
    await writeFile(box.template, '<domain>\n  {{ nonsense }}\n</domain>\n');
    const backend = await box.start();
    await backend.seen('absent');
    expect(backend.guest.get().problems).toMatchObject([
      { code: 'guest.template', where: { file: box.template, line: 2, column: 6 } },
    ]);
    await expect((async () => act(backend, 'start'))()).rejects.toMatchObject({
      code: 'guest.not-possible',
      message: 'The template cannot be rendered: undefined variable: nonsense',
    });
  });
});
