import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { tellGuest } from '../support/guest-word.ts';
import { entryAfter, newestEntry } from '../support/ledger.ts';
import {
  disksInGuest,
  isGone,
  isHeld,
  makeStick,
  newDisk,
  readMedia,
  readStart,
  stickOf,
} from '../support/media.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const guestMs = 300_000;

/** Sticks know nothing of what the guest is about. */
storiesOfTheRunningBox('sticks that come and go whatever the guest does', (story) => {
  story(
    'one comes and another goes while the guest restarts: the new run has what is there',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const entries = await newestEntry(box);
      const old = await box.usb.plug(await makeStick(lab, 'old'), { serial: 'STICK-OLD', port: 4 });
      await isHeld(box, 'STICK-OLD');
      await tellGuest(box, 'reboot');
      await hasLeft(box);
      await box.usb.yank(old);
      await box.usb.plug(await makeStick(lab, 'new'), { serial: 'STICK-NEW', port: 5 });
      expect(await entryAfter(box, entries)).toMatchObject({ verdict: 'rebooted', outcome: 'done' });
      await box.guestIs('running');
      await isHeld(box, 'STICK-NEW');
      expect(await readStart(box, await newDisk(box, before))).toBe('new');
      expect(await disksInGuest(box)).toHaveLength(before.length + 1);
    },
    { isLong: true },
  );

  story(
    'one comes with the very start of the guest, and another while its firmware runs',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const [first, second] = [await makeStick(lab, 'first'), await makeStick(lab, 'second')];
      await box.shell.run('bezel guest kill --yes');
      await box.guestIs('off');
      const starting = box.shell.run('bezel guest start');
      await box.usb.plug(first, { serial: 'STICK-1', port: 4 });
      await starting;
      await box.usb.plug(second, { serial: 'STICK-2', port: 5 });
      await isHeld(box, 'STICK-1');
      await isHeld(box, 'STICK-2');
      const words = [];
      for (const name of (await disksInGuest(box)).filter((each) => !before.includes(each)))
        words.push(await readStart(box, name));
      expect(words.sort()).toEqual(['first', 'second']);
    },
    { isLong: true },
  );

  story(
    'one comes and goes, and one stays, while the guest is paused: it has what is there when it goes on',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const here = await box.usb.plug(await makeStick(lab, 'here'), { serial: 'STICK-HERE', port: 4 });
      await isHeld(box, 'STICK-HERE');
      await newDisk(box, before);
      await box.shell.run('virsh suspend guest');
      await box.guestIs('paused');
      await box.usb.plug(await makeStick(lab, 'came'), { serial: 'STICK-CAME', port: 5 });
      const brief = await box.usb.plug(await makeStick(lab, 'brief'), { serial: 'STICK-BRIEF', port: 6 });
      await isHeld(box, 'STICK-CAME');
      await isHeld(box, 'STICK-BRIEF');
      await box.usb.yank(here);
      await box.usb.yank(brief);
      await waitFor(async () => (await heldByQemu(box)).join() === 'STICK-CAME', {
        what: 'libvirt to have the one that is there, and no other',
        timeoutMs: guestMs,
      });
      await box.shell.run('virsh resume guest');
      await box.guestIs('running');
      await waitFor(async () => (await disksInGuest(box)).length === before.length + 1, {
        what: 'the guest to have one disk more',
        timeoutMs: guestMs,
      });
      expect(await readStart(box, await newDisk(box, before))).toBe('came');
    },
    { isLong: true },
  );

  story(
    'one is pulled and another comes while the guest lies crashed: the next run has what is there',
    async (box, lab) => {
      const before = await disksInGuest(box);
      await changePolicy(box, '$a power: {crashed: {action: leave-off}}');
      const lost = await box.usb.plug(await makeStick(lab, 'lost'), { serial: 'STICK-LOST', port: 4 });
      await isHeld(box, 'STICK-LOST');
      await newDisk(box, before);
      const entries = await newestEntry(box);
      await tellGuest(box, 'panic');
      expect(await entryAfter(box, entries)).toMatchObject({ verdict: 'crashed', action: 'leave-off' });
      await box.usb.yank(lost);
      await box.usb.plug(await makeStick(lab, 'found'), { serial: 'STICK-FOUND', port: 5 });
      const row = await stickOf(box, 'STICK-FOUND', () => true);
      expect(row).toMatchObject({ holder: 'nobody', state: 'none' });
      await box.shell.run('bezel guest start');
      await box.guestIs('running');
      await isHeld(box, 'STICK-FOUND');
      expect(await readStart(box, await newDisk(box, before))).toBe('found');
      await isGoneFromRows(box, 'STICK-LOST');
    },
    { isLong: true },
  );

  story(
    'a stick that was in before the box was switched on is there with the first run',
    async (box, lab) => {
      const before = await disksInGuest(box);
      await box.usb.plug(await makeStick(lab, 'ever'), { serial: 'STICK-EVER', port: 4 });
      await isHeld(box, 'STICK-EVER');
      await box.shell.run('systemctl --no-block reboot');
      const isReset = ({ event }: { event: string }) => event === 'RESET';
      await (await box.qmp()).waitForEvent(isReset, { what: 'the reset', timeoutMs: 2 * guestMs });
      box.shell.close();
      await box.apiReady();
      await box.guestIs('running');
      await isHeld(box, 'STICK-EVER');
      expect(await readStart(box, await newDisk(box, before))).toBe('ever');
    },
    { isLong: true, limitMinutes: 25 },
  );

  story(
    'one comes and goes at every turn of six restarts: no run has what is not there',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const restart = '{action: restart, delayS: 0}';
      await changePolicy(box, `$a power: {crashed: ${restart}, backOff: {delaysS: [0], giveUpAfter: 0}}`);
      const file = await makeStick(lab, 'turn');
      let plugged: string | undefined;
      for (const [round, word] of [
        'reboot',
        'panic',
        'reboot-now',
        'panic',
        'reboot',
        'reboot-now',
      ].entries()) {
        const entries = await newestEntry(box);
        await tellGuest(box, word);
        // Later from round to round: as it ends, between two runs, in the firmware, in its kernel.
        await box.shell.run(`sleep ${round * 1.5}`);
        if (plugged === undefined) plugged = await box.usb.plug(file, { serial: 'STICK-TURN', port: 4 });
        else {
          await box.usb.yank(plugged);
          plugged = undefined;
        }
        expect(await entryAfter(box, entries)).toMatchObject({ action: 'restart', outcome: 'done' });
        await box.guestIs('running');
        if (plugged === undefined) await isGone(box, before);
        else expect(await readStart(box, await newDisk(box, before))).toBe('turn');
        await lab.note(`round ${round + 1}: ${word}, ${plugged === undefined ? 'pulled' : 'plugged in'}`);
      }
    },
    { isLong: true, limitMinutes: 40 },
  );
});

/** Waits until the run of the guest that there was has come to its end. */
const hasLeft = (box: Box): Promise<unknown> =>
  waitFor(async () => (await box.shell.text('virsh domstate guest')) !== 'running', {
    what: 'the guest to leave',
    timeoutMs: guestMs,
    intervalMs: 200,
  });

/** The serial numbers of the sticks that QEMU has, by libvirt's live XML. */
async function heldByQemu(box: Box): Promise<string[]> {
  const xml = await box.shell.text('virsh dumpxml guest');
  return [...xml.matchAll(/<serial>(STICK-[A-Z]+)<\/serial>/g)].map(([, serial]) => serial as string).sort();
}

const isGoneFromRows = (box: Box, serial: string): Promise<unknown> =>
  waitFor(async () => !(await readMedia(box)).some((row) => row.serial === serial), {
    what: `no row of ${serial}`,
    timeoutMs: guestMs,
  });
