import { expect } from 'vitest';
import type { Status } from '../../../src/contract/index.ts';
import { waitFor } from '../driver/wait.ts';
import { identity } from '../support/awkward-box.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';
import { mainPid, recoveryMs, restarted } from '../support/units.ts';

/** Any process of ours may die at any moment; the guest does not notice, and everything comes back. */
storiesOfTheRunningBox('a box whose programs die', (story) => {
  story('the backend is killed: the guest goes on, and the backend finds it again', async (box) => {
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
    const guest = await box.guestPid();
    const before = await mainPid(box, 'libvirtd');
    const since = (await box.api<Status>('/v1/status')).libvirt.since;
    await box.shell.run('systemctl kill --signal=KILL libvirtd');
    await restarted(box, 'libvirtd', before);
    const connectedAgain = async () => {
      const { libvirt } = await box.api<Status>('/v1/status');
      return libvirt.connected && libvirt.since !== since;
    };
    await waitFor(connectedAgain, { what: 'the backend to connect to libvirt again', timeoutMs: recoveryMs });
    await box.guestIs('running');
    expect(await box.guestPid()).toBe(guest);
  });
});
