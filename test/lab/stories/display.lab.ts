import { join } from 'node:path';
import { expect } from 'vitest';
import type { Display } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import {
  consoleVt,
  guestListens,
  guestVt,
  isInFront,
  keysInGuest,
  monitorShowsGuest,
  sceneIs,
  showConsole,
  showGuest,
  shownMs,
} from '../support/display.ts';
import { entryAfter, newestEntry } from '../support/ledger.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';
import { mainPid, restarted } from '../support/units.ts';

const viewer = 'bezel-display';

const typed = (box: Box, keys: string): Promise<unknown> =>
  waitFor(async () => (await keysInGuest(box)).endsWith(keys), {
    what: `${keys} in the guest`,
    timeoutMs: shownMs,
  });

/** Who stands in front of the box sees the guest, and works with it. */
storiesOfTheRunningBox('the monitor of a box', (story) => {
  story('the monitor shows the guest, pixel by pixel, and what is typed reaches it', async (box, lab) => {
    expect(await box.monitor.vt()).toBe(guestVt);
    await monitorShowsGuest(box);
    await box.monitor.save(join(lab.folder, 'guest.png'));
    await box.keyboard.type('hello');
    await typed(box, 'hello');
    const display = await box.bezel<Display>('display');
    expect(display).toMatchObject({ state: 'ready', view: 'guest', scene: 'picture', problems: [] });
    expect(display.inputs.join()).toMatch(/keyboard/i);
  });

  story(
    'the hot-key brings the console and the guest, again and again, and no key goes astray',
    async (box) => {
      let keys = '';
      for (const letter of 'abc') {
        await showConsole(box);
        // Not for the guest, and nothing to the console.
        await box.keyboard.type('z');
        await showGuest(box);
        await monitorShowsGuest(box);
        await box.keyboard.type(letter);
        keys += letter;
        await typed(box, keys);
      }
      expect(await keysInGuest(box)).not.toContain('z');
    },
  );

  story(
    'fifty times there and back: no wrong picture, no lost key',
    async (box) => {
      let heard = '';
      for (let round = 0; round < 50; round++) {
        await showConsole(box);
        await showGuest(box);
        await monitorShowsGuest(box);
        const letter = 'abcdefghij'[round % 10] ?? '';
        await box.keyboard.type(letter);
        // The guest begins its line anew after forty keys.
        heard = heard.length === 40 ? '' : heard + letter;
        await typed(box, heard.slice(-5));
      }
    },
    { isLong: true, limitMinutes: 40 },
  );

  story('whatever is killed, the monitor shows again what it showed', async (box) => {
    const before = await mainPid(box, viewer);
    await box.shell.run(`systemctl kill --signal=KILL ${viewer}`);
    await isInFront(box, consoleVt);
    await restarted(box, viewer, before);
    await sceneIs(box, 'picture');
    await monitorShowsGuest(box);
    await box.keyboard.type('k');
    await typed(box, 'k');

    await showConsole(box);
    const second = await mainPid(box, viewer);
    await box.shell.run(`systemctl kill --signal=KILL ${viewer}`);
    await restarted(box, viewer, second);
    await sceneIs(box, 'console');
    expect(await box.monitor.vt()).toBe(consoleVt);

    // Without a backend the hot-key works all the same.
    await box.shell.run('systemctl kill --signal=KILL bezeld');
    await showGuest(box);
    await monitorShowsGuest(box);
    await sceneIs(box, 'picture');
  });

  story(
    'a guest that is off is told of in one line, and comes back to the monitor by itself',
    async (box, lab) => {
      await changePolicy(box, '$a power: { stopped: { action: leave-off } }');
      await box.shell.run('bezel guest kill --yes', { timeoutMs: shownMs });
      expect(await box.monitor.waitForText(/Switched off/, shownMs, guestVt)).toContain('Ctrl-Alt-F2');
      expect(await box.monitor.vt()).toBe(guestVt);
      await box.monitor.save(join(lab.folder, 'off.png'));
      await box.shell.run('bezel guest start', { timeoutMs: shownMs });
      await sceneIs(box, 'picture');
      await monitorShowsGuest(box);
    },
  );

  story(
    "the guest's QEMU is killed: the monitor says so, and shows the next run, or stays with the console",
    async (box, lab) => {
      const kill = 'kill -KILL "$(cat /run/libvirt/qemu/guest.pid)"';
      await changePolicy(box, '$a power: { backOff: { delaysS: [20] } }');
      const before = await newestEntry(box);
      await box.shell.run(kill);
      await sceneIs(box, 'message');
      expect(await box.monitor.vt()).toBe(guestVt);
      await box.monitor.waitForText(/Starting again in \d+ s/, shownMs, guestVt);
      await box.monitor.save(join(lab.folder, 'again.png'));
      await entryAfter(box, before);
      await sceneIs(box, 'picture');
      await guestListens(box);
      await monitorShowsGuest(box);
      await box.keyboard.type('q');
      await typed(box, 'q');

      await showConsole(box);
      const second = await newestEntry(box);
      await box.shell.run(kill);
      await entryAfter(box, second);
      await box.guestIs('running');
      expect(await box.monitor.vt()).toBe(consoleVt);
      await showGuest(box);
      await sceneIs(box, 'picture');
      await monitorShowsGuest(box);
    },
    { isLong: true, limitMinutes: 20 },
  );

  story(
    'the guest is reset: its firmware has another mode, and then its kernel the first one again',
    async (box, lab) => {
      const { picture } = await sceneIs(box, 'picture');
      await box.shell.run('bezel guest reset --yes', { timeoutMs: shownMs });
      const sizes = new Set<string>();
      await waitFor(
        async () => {
          const now = (await box.api<Display>('/v1/display')).picture;
          if (now !== undefined) sizes.add(`${now.width}x${now.height}`);
          return now !== undefined && now.width !== picture?.width;
        },
        { what: 'another mode', timeoutMs: shownMs, intervalMs: 200 },
      );
      await lab.note([...sizes].join(', '));
      await box.monitor.save(join(lab.folder, 'firmware.png'));
      await waitFor(async () => (await box.api<Display>('/v1/display')).picture?.width === picture?.width, {
        what: 'the first mode again',
        timeoutMs: 2 * shownMs,
      });
      await guestListens(box);
      await monitorShowsGuest(box);
      await box.keyboard.type('r');
      await typed(box, 'r');
    },
    { isLong: true },
  );

  story('a keyboard that is plugged in types, and the mouse points, in the guest', async (box) => {
    const keyboard = await box.usb.add('usb-kbd');
    await waitFor(
      async () => (await box.api<Display>('/v1/display')).inputs.some((name) => /USB Keyboard/.test(name)),
      { what: 'the keyboard to be heard', timeoutMs: shownMs },
    );
    // QEMU has it type, as the keyboard that came last.
    await box.keyboard.type('usb');
    await typed(box, 'usb');
    await box.usb.remove(keyboard);
    await waitFor(
      async () => (await box.api<Display>('/v1/display')).inputs.every((name) => !/USB Keyboard/.test(name)),
      { what: 'the keyboard to be gone', timeoutMs: shownMs },
    );
    await box.keyboard.type('ps2');
    await typed(box, 'ps2');

    const tablet = 'dirname $(dirname $(grep -l Tablet /sys/class/input/event*/device/name | head -n 1))';
    await box.inGuest(
      `(dd if=/dev/input/$(basename $(${tablet})) of=/tmp/events bs=24 count=6 2>/dev/null &)`,
    );
    await waitFor(
      async () => {
        await box.mouse.move(20, 10);
        await box.mouse.click('left');
        return Number((await box.inGuest('wc -c </tmp/events')).output.trim()) === 6 * 24;
      },
      { what: 'the mouse in the guest', timeoutMs: shownMs, intervalMs: 500 },
    );
  });

  story(
    'any VNC server is shown on another terminal, until the hot-key leaves it',
    async (box) => {
      // A box has no other terminal while its display is served.
      await box.shell.run('systemctl stop bezel-display');
      expect(await box.shell.text('systemctl show -p Result --value bezel-display')).toBe('success');
      expect(await box.monitor.vt()).toBe(consoleVt);
      await box.shell.run(
        'systemd-run -q --unit=look -p StandardInput=tty -p TTYPath=/dev/tty9 -p TTYReset=yes ' +
          'bezel display --connect unix:/run/bezel-display/vnc/guest.sock',
      );
      await isInFront(box, 9);
      await monitorShowsGuest(box);
      await box.keyboard.type('look');
      await typed(box, 'look');
      await box.keyboard.press('ctrl-alt-f2');
      await waitFor(async () => (await box.shell.text('systemctl is-active look || :')) !== 'active', {
        what: 'the viewer to end',
        timeoutMs: shownMs,
      });
      expect(await box.shell.text('systemctl show -p Result --value look')).toBe('success');
    },
    { isLong: true },
  );

  story(
    'a viewer that hangs is ended, and the next one shows the same',
    async (box) => {
      const before = await mainPid(box, viewer);
      await box.shell.run(`kill -STOP ${before}`);
      await restarted(box, viewer, before);
      await sceneIs(box, 'picture');
      await monitorShowsGuest(box);
    },
    { isLong: true },
  );

  story(
    'with the policy the console is there while the guest is off',
    async (box) => {
      await changePolicy(box, '$a display: { whenOff: console }');
      await box.shell.run('bezel guest kill --yes', { timeoutMs: shownMs });
      await isInFront(box, consoleVt);
      await box.shell.run('bezel guest start', { timeoutMs: shownMs });
      await isInFront(box, guestVt);
    },
    { isLong: true },
  );

  story('a guest that is only looked at hears nothing, until the console was there', async (box) => {
    await box.shell.run('bezel display show console && bezel display show guest --view-only');
    await isInFront(box, guestVt);
    await sceneIs(box, 'picture');
    await box.keyboard.type('x');
    await box.shell.run('bezel display show console');
    await isInFront(box, consoleVt);
    await showGuest(box);
    await box.keyboard.type('y');
    await typed(box, 'y');
    expect(await keysInGuest(box)).not.toContain('x');
  });
});
