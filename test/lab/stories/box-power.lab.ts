import { expect } from 'vitest';
import type { Power } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { bootAgain } from '../support/boot-again.ts';
import { showConsole } from '../support/display.ts';
import { expectOffBecauseOf, readLedger } from '../support/ledger.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';
import { mainPid } from '../support/units.ts';

const stopMs = 300_000;
const seenMs = 120_000;

/** What is pressed at the box, what ends the host, and what watches over both. */
storiesOfTheRunningBox('what is pressed at a box, and what ends it', (story) => {
  story(
    'the host is told to power off: the guest stops first, and the ledger says why',
    async (box) => {
      await box.shutDown();
      await switchOnAgain(box);
      expect(await latest(box)).toMatchObject({ verdict: 'host-down', outcome: 'done' });
      expect((await latest(box))?.problem).toBeUndefined();
      expect((await box.shell.run('test -e /var/lib/bezel/host-down', { reject: false })).exitCode).toBe(1);
    },
    { isLong: true },
  );

  story(
    'the host is told to power off while the backend hangs: the guest stops all the same',
    async (box) => {
      // systemd's patience with it is longer than the guest needs.
      await box.shell.run('kill -STOP $(systemctl show --property=MainPID --value bezeld)');
      await box.shutDown();
      await switchOnAgain(box);
      expect(await latest(box)).toMatchObject({
        verdict: 'host-down',
        why: expect.stringMatching(/did not answer/),
      });
      expect((await latest(box))?.problem).toBeUndefined();
    },
    { isLong: true },
  );

  story('Ctrl-Alt-Del is heard each time, and means what the policy says: nothing', async (box) => {
    const guest = await box.guestPid();
    const unit = 'bezel-ctrl-alt-del.service';
    // While the guest is shown it is the guest's.
    await showConsole(box);
    for (const times of [1, 2]) {
      // One that comes while the former is still being told is the same one.
      await waitFor(async () => (await box.shell.text(`systemctl is-active ${unit} || :`)) === 'inactive', {
        what: 'the former one to be told',
        timeoutMs: seenMs,
      });
      await box.keyboard.press('ctrl-alt-delete');
      await waitFor(
        async () =>
          (await box.shell.text(
            'journalctl -u bezeld -b -o cat | grep -c "Ctrl-Alt-Del is pressed: ignore" || :',
          )) === String(times),
        { what: 'Ctrl-Alt-Del to be heard', timeoutMs: seenMs },
      );
    }
    expect(await box.guestPid()).toBe(guest);
    expect(await box.shell.text('systemctl --failed --plain --no-legend')).toBe('');
  });

  story(
    'the backend hangs: systemd ends it and starts another, and the guest goes on',
    async (box) => {
      const guest = await box.guestPid();
      const pid = () => mainPid(box, 'bezeld');
      const before = await pid();
      await box.shell.run(`kill -STOP ${before}`);
      await waitFor(async () => ![before, '0'].includes(await pid()), {
        what: 'another backend',
        timeoutMs: stopMs,
      });
      await box.guestIs('running');
      expect(await box.guestPid()).toBe(guest);
    },
    { isLong: true },
  );

  story("the board's watchdog is armed", async (box) => {
    const state = () => box.shell.text('cat /sys/class/watchdog/watchdog0/state');
    await waitFor(async () => (await state()) === 'active', {
      what: 'the watchdog to be armed',
      timeoutMs: seenMs,
    });
  });

  story(
    'the battery of the UPS runs down: the seats say so, the guest stops, then the box goes off',
    async (box) => {
      const file = '/run/bezel-ups/box.dev';
      const ups = async (status: string) => {
        await box.shell.run(`echo "ups.status: ${status}" >${file}.new && mv ${file}.new ${file}`);
      };
      const watches = async () =>
        (await box.shell.run(`upsc box@127.0.0.1 ups.status`, { reject: false })).stdout.trim() === 'OL';
      await ups('OL');
      await changePolicy(box, `$ a power: { ups: { driver: dummy-ups, port: ${file} } }`);
      await waitFor(watches, { what: 'the UPS to be watched', timeoutMs: seenMs });
      await ups('OB');
      await hasProblem(box, 'power.ups-on-battery');
      await ups('OB LB');
      await box.waitForOff(stopMs);
      await switchOnAgain(box);
      await expectOffBecauseOf(box, 'ups');
    },
    { isLong: true },
  );
});

async function switchOnAgain(box: Box): Promise<void> {
  await bootAgain(box);
  await box.guestIs('running');
}

const latest = async (box: Box) => (await readLedger(box))[0];

async function hasProblem(box: Box, code: string): Promise<void> {
  const has = async () => (await box.api<Power>('/v1/power')).problems.some((one) => one.code === code);
  await waitFor(has, { what: code, timeoutMs: seenMs });
}
