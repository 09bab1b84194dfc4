import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ScreenText } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { guestVt, isInFront, monitorShowsGuest, sceneIs } from '../support/display.ts';
import { type InstallerKind, installerDiskMiB, writeInstallerDisk } from '../support/installer.ts';
import { stickOf } from '../support/media.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const dialogMs = 20 * 60_000;
const answerMs = 5 * 60_000;
/** Seven below English, where the list begins. */
const stepsToGerman = 7;
/** What the line that is chosen in a list is drawn with: of the text installer, and of the graphical one. */
const chosen = { text: [170, 0, 0], gtk: [41, 133, 126] } as const;
/** Where German and "Continue" are in the graphical installer on 1280x800. */
const places = { german: { x: 400, y: 616 }, go: { x: 1218, y: 774 } };

/** The installer of an operating system is worked with at the box's own keyboard and mouse, as on a machine without a host. */
storiesOfTheRunningBox('an installer on the monitor of a box', (story) => {
  story(
    'the text installer is answered by keyboard, and its shell types what the keyboard does',
    async (box, lab) => {
      await startInstaller(box, lab, 'text');
      await monitorShowsGuest(box);
      await box.monitor.save(join(lab.folder, 'language.png'));
      for (let step = 0; step < stepsToGerman; step++) await box.keyboard.press('Down');
      await box.keyboard.press('Enter');
      await box.keyboard.press('alt-f2');
      await languageIs(box, 'de');
      await box.keyboard.press('alt-f1');
      await isAsked(box, 'text');
      await monitorShowsGuest(box);
      await box.monitor.save(join(lab.folder, 'country.png'));
    },
    { isLong: true, limitMinutes: 45 },
  );

  story(
    'the graphical installer is answered by mouse',
    async (box, lab) => {
      await startInstaller(box, lab, 'gtk');
      await monitorShowsGuest(box, { pointer: true });
      await box.monitor.save(join(lab.folder, 'language.png'));
      await clickAt(box, places.german);
      await clickAt(box, places.go);
      await box.monitor.save(join(lab.folder, 'clicked.png'));
      await box.keyboard.press('ctrl-alt-f3');
      await languageIs(box, 'de');
      await box.keyboard.press('alt-f5');
      await isAsked(box, 'gtk');
      await monitorShowsGuest(box, { pointer: true });
      await box.monitor.save(join(lab.folder, 'country.png'));
    },
    { isLong: true, limitMinutes: 45 },
  );
});

/** Puts the installer in the place of the guest's system, as a technician does with a new guest, and waits for its first question. */
async function startInstaller(box: Box, lab: Bench, kind: InstallerKind): Promise<void> {
  const file = join(lab.folder, 'installer.img');
  await writeInstallerDisk(file, kind);
  await changePolicy(box, '$a power: {stopped: {action: leave-off}, killed: {action: leave-off}}');
  await box.shell.run('bezel guest kill --yes');
  await box.guestIs('off');
  const stick = await box.usb.plug(file, { serial: 'INSTALLER' });
  const { node } = await stickOf(box, 'INSTALLER', () => true);
  const system = '/dev/bezel/guest-system';
  await box.shell.run(
    `lvextend -q -L ${installerDiskMiB}M ${system} && dd if=${node} of=${system} bs=1M conv=fsync status=none`,
    { timeoutMs: answerMs },
  );
  await box.usb.yank(stick);
  await box.shell.run('bezel guest start');
  await isInFront(box, guestVt);
  await sceneIs(box, 'picture');
  await isAsked(box, kind);
}

/** Waits until a list with a line that is chosen is on the monitor. */
const isAsked = (box: Box, kind: InstallerKind): Promise<unknown> =>
  waitFor(
    async () => {
      const { rgb } = await box.monitor.picture();
      const [r, g, b] = chosen[kind];
      let pixels = 0;
      for (let at = 0; at < rgb.length; at += 3)
        if (rgb[at] === r && rgb[at + 1] === g && rgb[at + 2] === b) pixels++;
      return pixels > 1000;
    },
    { what: 'a question of the installer', timeoutMs: dialogMs, intervalMs: 2000 },
  );

/** Asks the installer's log, in its shell, which language it was told. */
async function languageIs(box: Box, language: string): Promise<void> {
  await waitFor(
    async () => {
      await box.keyboard.type('\n');
      return (await readText(box)).includes('BusyBox');
    },
    { what: "the installer's shell", timeoutMs: answerMs, intervalMs: 2000 },
  );
  await waitFor(
    async () => {
      await box.keyboard.type('grep anguage /var/log/syslog\n');
      await delay(2000);
      return (await readText(box)).includes(`Language = '${language}'`);
    },
    { what: 'the language in the log', timeoutMs: answerMs, intervalMs: 5000 },
  );
  expect(await readText(box)).toContain('# grep anguage /var/log/syslog');
  await monitorShowsGuest(box);
}

const readText = async (box: Box): Promise<string> =>
  (await box.bezel<ScreenText>('guest', 'screenshot', '--text')).lines.join('\n');

/** Moves the mouse into the corner and from there to a place, and clicks. */
async function clickAt(box: Box, { x, y }: { x: number; y: number }): Promise<void> {
  for (let part = 0; part < 20; part++) await box.mouse.move(-100, -100);
  const parts = Math.ceil(Math.max(x, y) / 100);
  for (let part = 0; part < parts; part++) {
    const share = (whole: number) =>
      Math.round((whole * (part + 1)) / parts) - Math.round((whole * part) / parts);
    await box.mouse.move(share(x), share(y));
  }
  await delay(3000);
  await box.mouse.click('left');
  await delay(3000);
}
