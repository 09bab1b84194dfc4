import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import { policyFile as policy } from '../support/policy.ts';
import type { SharedStory } from '../support/story.ts';

/** The power may go at any moment, and what people write into files may be wrong. */
export function tellOfPowerAndPolicy(story: SharedStory): void {
  story('the power cord is pulled: the box boots again, and the guest has kept its data', async (box) => {
    await box.guestIs('running');
    const { boots } = await box.guestReport();
    await replug(box);
    await box.guestIs('running');
    expect((await box.guestReport()).boots).toBe(boots + 1);
    const failed = await box.shell.text('systemctl --failed --plain --no-legend');
    expect(failed).toBe('');
  });

  story(
    'a damaged appliance.yaml: the console says what is wrong, with file and line, and the guest runs',
    async (box) => {
      const good = await box.shell.bytes(`cat ${policy}`);
      await box.shell.push(
        Buffer.from('version: 1\nproduct:\n  vendor: Bezel\n  name: [unclosed\nguest: {}\n'),
        policy,
      );
      try {
        await replug(box);
        const text = await box.monitor.waitForText(policy, 300_000);
        expect(text).toMatch(/appliance\.yaml:\d+/);
        const { stdout } = await box.shell.run('bezel status', { reject: false });
        expect(stdout).toMatch(/appliance\.yaml:\d+/);
        // The last good configuration stays in force.
        await box.guestIs('running');
      } finally {
        if (await box.isOn()) {
          await box.shell.push(good, policy);
          await box.shell.run('bezel config reload', { reject: false });
        }
      }
    },
  );
}

async function replug(box: Box): Promise<void> {
  await box.cut();
  await box.switchOn({ owned: true });
  await box.apiReady();
}
