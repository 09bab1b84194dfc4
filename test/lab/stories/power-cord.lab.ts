import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import { bootAgain } from '../support/boot-again.ts';
import { policyFile as policy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

/** The power may go at any moment, and what people write into files may be wrong. */
storiesOfTheRunningBox('a box without power', (story) => {
  story(
    'the power cord is pulled: the box boots again, and the guest has kept its data',
    async (box) => {
      const { boots } = await box.guestReport(['boots']);
      await replug(box);
      await hasBooted(box, boots + 1);
    },
    { isLong: true },
  );

  story(
    'the power goes just after appliance.yaml was damaged: the console says what is wrong, with file and line, and the guest has kept its data',
    async (box) => {
      const { boots } = await box.guestReport(['boots']);
      await box.shell.push(
        Buffer.from('version: 1\nproduct:\n  vendor: Bezel\n  name: [unclosed\nguest: {}\n'),
        policy,
      );
      await replug(box);
      const text = await box.monitor.waitForText(policy, 300_000);
      expect(text).toMatch(/appliance\.yaml:\d+/);
      const { stdout } = await box.shell.run('bezel status', { reject: false });
      expect(stdout).toMatch(/appliance\.yaml:\d+/);
      // The last good configuration stays in force.
      await hasBooted(box, boots + 1);
    },
  );
});

async function replug(box: Box): Promise<void> {
  await box.cut();
  await bootAgain(box);
}

/** The guest is at its prompt and counts so many boots on its data disk, and no service of the box has failed. */
async function hasBooted(box: Box, times: number): Promise<void> {
  await box.guestIs('running');
  expect((await box.guestReport(['boots'])).boots).toBe(times);
  expect(await box.shell.text('systemctl --failed --plain --no-legend')).toBe('');
}
