import { expect } from 'vitest';
import type { Status } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { SharedStory } from '../support/story.ts';
import { identity } from './awkward-box.ts';

const recoveryMs = 240_000;

/** Any process of ours may die at any moment; the guest does not notice, and everything comes back. */
export function tellOfKills(story: SharedStory): void {
  story('the backend is killed: the guest goes on, and the backend finds it again', async (box) => {
    await box.guestIs('running');
    const guest = await box.guestPid();
    const before = await mainPid(box, 'bezeld');
    await box.shell.run('systemctl kill --signal=KILL bezeld');
    await restarted(box, 'bezeld', before);
    await box.guestIs('running');
    expect(await box.guestPid()).toBe(guest);
    const text = await box.monitor.waitForText(/guest is running/i, recoveryMs);
    for (const name of identity) expect(text).toContain(name);
  });

  for (const seat of ['tty1', 'ttyS0']) {
    story(`the console on ${seat} is killed: it comes back, and the guest goes on`, async (box) => {
      await box.guestIs('running');
      const guest = await box.guestPid();
      const unit = `bezel-console@${seat}`;
      const before = await mainPid(box, unit);
      if (seat === 'ttyS0') await box.serial.connect();
      await box.shell.run(`systemctl kill --signal=KILL ${unit}`);
      await restarted(box, unit, before);
      const screen = seat === 'tty1' ? box.monitor : box.serial;
      const text = await screen.waitForText(/guest is running/i, recoveryMs);
      for (const name of identity) expect(text).toContain(name);
      expect(await box.guestPid()).toBe(guest);
    });
  }

  story('libvirtd is killed: the guest goes on, and the backend connects again', async (box) => {
    await box.guestIs('running');
    const guest = await box.guestPid();
    const before = await mainPid(box, 'libvirtd');
    const since = (await box.bezel<Status>('status')).libvirt.since;
    await box.shell.run('systemctl kill --signal=KILL libvirtd');
    await restarted(box, 'libvirtd', before);
    const connectedAgain = async () => {
      const { libvirt } = await box.bezel<Status>('status');
      return libvirt.connected && libvirt.since !== since;
    };
    await waitFor(connectedAgain, { what: 'the backend to connect to libvirt again', timeoutMs: recoveryMs });
    await box.guestIs('running');
    expect(await box.guestPid()).toBe(guest);
  });
}

function mainPid(box: Box, unit: string): Promise<string> {
  return box.shell.text(`systemctl show --property=MainPID --value ${unit}`);
}

async function restarted(box: Box, unit: string, before: string): Promise<void> {
  const isNew = async () => {
    const active =
      (await box.shell.run(`systemctl is-active --quiet ${unit}`, { reject: false })).exitCode === 0;
    return active && ![before, '0'].includes(await mainPid(box, unit));
  };
  await waitFor(isNew, { what: `${unit} to be running again`, timeoutMs: recoveryMs, intervalMs: 500 });
}
