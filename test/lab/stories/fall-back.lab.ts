import { expect } from 'vitest';
import type { GuestStart, GuestXml, Status } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

/** What somebody configures may not start; the customer has a guest all the same. */
storiesOfTheRunningBox('a box with a configuration that does not start', (story) => {
  story(
    'a configuration with which the guest cannot start gives way to the last good one, and the box says so',
    async (box) => {
      const good = await readLive(box);

      // libvirt takes it; QEMU cannot use a source that is no disk.
      await changePolicy(
        box,
        's|^  disks:|  channels: [com.example.probe.0]\\n  disks:|; s|/dev/bezel/guest-data|/proc/version|',
      );
      await restartGuest(box, 'stop');
      const { changes, problems } = await box.bezel<Status>('status');
      expect(changes.lastStart).toMatchObject({ origin: 'last-good', outcome: 'started' });
      expect(problems.map(({ code }) => code)).toContain('guest.fell-back');
      expect(await box.monitor.waitForText(/last good/)).toMatch(/guest is running/i);
      const fallenBack = await readLive(box);
      expect(toSources(fallenBack)).toEqual(toSources(good));
      expect(fallenBack).not.toContain('com.example.probe.0');
      const { starts } = await box.bezel<{ starts: GuestStart[] }>('config', 'starts');
      expect(starts.slice(0, 2).map(({ origin, outcome }) => `${origin} ${outcome}`)).toEqual([
        'last-good started',
        'rendered failed',
      ]);

      // Somebody repairs the policy: what is rendered is used again.
      await changePolicy(box, '/com.example.probe.0/d; s|/proc/version|/dev/bezel/guest-data|');
      // The guest that was just started does not hear its power button yet.
      await restartGuest(box, 'kill --yes');
      const now = await box.bezel<Status>('status');
      expect(now.changes.lastStart).toMatchObject({ origin: 'rendered', outcome: 'started' });
      expect(now.problems.map(({ code }) => code)).not.toContain('guest.fell-back');
    },
    // The same is told of a real libvirt and QEMU without a box.
    { isLong: true },
  );
});

const readLive = async (box: Box): Promise<string> => (await box.bezel<GuestXml>('guest', 'xml', 'live')).xml;

/** Ends the guest, and starts it as it is configured now. */
async function restartGuest(box: Box, end: 'stop' | 'kill --yes'): Promise<void> {
  await box.shell.run(`bezel guest ${end}`, { timeoutMs: 240_000 });
  await box.guestIs('off');
  await box.shell.run('bezel guest start', { timeoutMs: 240_000 });
  await box.guestIs('running');
}

const toSources = (xml: string) => xml.match(/<source (?:dev|file)='[^']+'/g);
