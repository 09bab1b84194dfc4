import { expect } from 'vitest';
import type { Medium } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { showConsole } from '../support/display.ts';
import { mediumOf, readMedia, seenMs } from '../support/media.ts';
import { policyFile } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const reader = 'QEMU USB CCID';
const adapter = 'QEMU USB SERIAL';

storiesOfTheRunningBox('USB devices that are no disks', (story) => {
  story('a card reader and a serial adapter are the guest’s, after a replug, too', async (box) => {
    const first = await box.usb.add('usb-ccid', { port: '4' });
    await box.usb.addSerial({ port: '5' });
    const held = await deviceOf(box, reader, ({ state }) => state === 'attached');
    expect(held).toMatchObject({ kind: 'device', holder: 'guest', classes: ['smart-card'] });
    await deviceOf(box, adapter, ({ state }) => state === 'attached');
    await isInGuest(box, [reader, adapter]);
    const screen = async () => {
      await showConsole(box);
      await box.keyboard.type('5');
      return box.monitor.waitForText(/smart card/i, seenMs);
    };
    expect(await screen()).toContain(held.port);

    await box.usb.remove(first);
    await isInGuest(box, [adapter]);
    await waitFor(async () => (await readMedia(box)).every(({ model }) => model !== reader), {
      what: 'the row to go',
      timeoutMs: seenMs,
    });
    await box.usb.add('usb-ccid', { port: '6' });
    const again = await deviceOf(box, reader, ({ state }) => state === 'attached');
    expect(again.port).not.toBe(held.port);
    await isInGuest(box, [reader, adapter]);

    await box.shell.run('systemctl kill --signal=KILL bezeld');
    await deviceOf(box, reader, ({ state }) => state === 'attached');

    const { stdout } = await box.shell.run(`bezel media remove ${again.id}`);
    expect(stdout).toContain('You may unplug it now');
    await isInGuest(box, [adapter]);
  });

  story(
    'a card reader is the guest’s after a restart, too',
    async (box) => {
      await box.usb.add('usb-ccid', { port: '4' });
      await deviceOf(box, reader, ({ state }) => state === 'attached');
      await box.shell.run('bezel guest reset --yes');
      await deviceOf(box, reader, ({ state }) => state === 'attached');
      await isInGuest(box, [reader]);
    },
    { isLong: true },
  );

  story(
    'a keyboard stays with the box; by a rule for its port it goes, but never the last',
    async (box) => {
      await box.usb.add('usb-kbd', { port: '4' });
      const one = await deviceOf(box, 'QEMU USB Keyboard', () => true);
      expect(one).toMatchObject({ holder: 'host', state: 'none' });
      expect((await box.shell.run(`bezel media attach ${one.id}`, { reject: false })).exitCode).not.toBe(0);
      const rule = `media: {rules: [{action: allow, port: '${one.port}'}]}`;
      await box.shell.run(`printf '\\n%s\\n' "${rule}" >> ${policyFile} && bezel config reload`);
      const last = await deviceOf(box, 'QEMU USB Keyboard', ({ why }) => why.includes('only keyboard'));
      expect(last).toMatchObject({ holder: 'host', state: 'none' });
      await box.usb.add('usb-kbd', { port: '5' });
      await waitFor(
        async () => (await readMedia(box)).some(({ id, state }) => id === one.id && state === 'attached'),
        {
          what: 'the keyboard to be given',
          timeoutMs: seenMs,
        },
      );
      await isInGuest(box, ['QEMU USB Keyboard']);
      const all = await readMedia(box);
      expect(all.filter(({ holder }) => holder === 'host')).toHaveLength(1);
    },
    { isLong: true },
  );
});

/** Waits until the guest's USB tree has these devices beside its hubs and its tablet. */
async function isInGuest(box: Box, products: string[]): Promise<void> {
  const ask = async () => {
    const { output } = await box.inGuest('cat /sys/bus/usb/devices/*-*/product');
    const found = output
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line.startsWith('QEMU USB') && !/Tablet|Hub/i.test(line));
    return JSON.stringify(found.sort()) === JSON.stringify([...products].sort());
  };
  await waitFor(ask, {
    what: `the guest to have ${products.join(' and ') || 'no device'}`,
    timeoutMs: seenMs,
  });
}

const deviceOf = (box: Box, model: string, isSo: (row: Medium) => boolean): Promise<Medium> =>
  mediumOf(box, (row) => row.model === model && isSo(row), model);
