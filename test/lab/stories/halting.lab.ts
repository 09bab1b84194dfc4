import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import type { QmpEvent } from '../driver/qmp.ts';
import { bootAgain } from '../support/boot-again.ts';
import { tellGuest } from '../support/guest-word.ts';
import { countdownRuns, entryAfter, newestEntry, readLedger } from '../support/ledger.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const boxMs = 300_000;

/** The guest is in control: the box goes off and starts over with it, and a countdown says so before. */
storiesOfTheRunningBox('a box that goes off with its guest', (story) => {
  story('the guest halts: every seat counts down, and somebody calls it off', async (box) => {
    const before = await newestEntry(box);
    await giveTimeToLook(box);
    await tellGuest(box, 'halt');
    await countdownRuns(box);
    await box.serial.connect();
    expect(await box.monitor.waitForText(/powers off in/i)).toMatch(/halted/i);
    expect(await box.serial.waitForText(/powers off in/i)).toMatch(/halted/i);
    await box.shell.run('bezel power cancel');
    const entry = await entryAfter(box, before);
    expect(entry).toMatchObject({ verdict: 'halted', action: 'power-off', outcome: 'cancelled' });
    expect(entry.intent?.kind).toBe('halt');
  });

  story(
    'the power goes during a countdown: the box boots with its guest, and knows what happened',
    async (box) => {
      const before = await newestEntry(box);
      await giveTimeToLook(box);
      await tellGuest(box, 'halt-now');
      await countdownRuns(box);
      await box.cut();
      await back(box);
      const entry = await entryAfter(box, before);
      expect(entry).toMatchObject({ verdict: 'halted', action: 'power-off', outcome: 'overtaken' });
    },
    { isLong: true },
  );

  story('the guest halts: the box powers off', haltsWithTheBox);

  story(
    'the guest halts: the box powers off, and knows of it when it is switched on again',
    async (box) => {
      const before = await newestEntry(box);
      await haltsWithTheBox(box);
      await back(box);
      expect(await entryAfter(box, before)).toMatchObject({
        ...{ verdict: 'halted', action: 'power-off', outcome: 'done' },
      });
    },
    { isLong: true },
  );

  story(
    'the box is to reboot: the guest is asked to stop first',
    async (box) => {
      const before = await newestEntry(box);
      await box.shell.run('bezel power reboot --yes --no-wait --reason "a new cable"');
      await eventOf(box, 'RESET');
      box.shell.close();
      await box.apiReady();
      await box.guestIs('running');
      const [entry] = (await readLedger(box)).filter(({ id }) => id > before);
      expect(entry).toMatchObject({ verdict: 'stopped', action: 'reboot', outcome: 'done' });
    },
    { isLong: true },
  );
});

/** The guest halts without a word, and takes the box with it. */
async function haltsWithTheBox(box: Box): Promise<void> {
  await tellGuest(box, 'halt-now');
  await eventOf(box, 'SHUTDOWN', 'guest-shutdown');
  await box.waitForOff(boxMs);
}

/** An emulated box takes longer to show a countdown than the ten seconds of the demo's. */
const giveTimeToLook = (box: Box): Promise<void> => changePolicy(box, '$a power: {halted: {delayS: 240}}');

/** Waits for the outer QEMU's word that the box has gone off, or has started over; the guest's stop takes longer than to begin to wait. */
async function eventOf(box: Box, name: 'SHUTDOWN' | 'RESET', reason?: string): Promise<QmpEvent> {
  const fits = ({ event, data }: QmpEvent) =>
    event === name && (reason === undefined || data.reason === reason);
  return (await box.qmp()).waitForEvent(fits, { what: name, timeoutMs: boxMs });
}

async function back(box: Box): Promise<void> {
  await bootAgain(box);
  await box.guestIs('running');
}
