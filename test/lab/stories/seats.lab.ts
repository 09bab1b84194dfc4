import { join } from 'node:path';
import { expect } from 'vitest';
import { toColourFigures } from '../driver/ppm.ts';
import { identity } from '../support/awkward-box.ts';
import { showConsole } from '../support/display.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';
import { mainPid } from '../support/units.ts';

/** What people see who stand in front of the box, or sit at its serial line. */
storiesOfTheRunningBox('the seats of a box', (story) => {
  story(
    'the monitor shows the console: product, serial number, memory, processors and guest',
    async (box, lab) => {
      await showConsole(box);
      const text = await box.monitor.waitForText(/guest is running/i);
      for (const name of identity) expect(text).toContain(name);
      expect(text).toMatch(/Processors\s+1,/);
      expect(text).toMatch(/memory 2\.8 GiB/);
      expect(text).toMatch(/2 NICs .*, 1 disk/);

      expect(await box.monitor.vt()).toBe(1);
      const picture = await box.monitor.picture();
      await box.monitor.save(join(lab.folder, 'monitor.png'));
      const { colours, largestShare } = toColourFigures(picture);
      expect(colours).toBeGreaterThan(2);
      expect(largestShare).toBeLessThan(0.999);
    },
  );

  story('the serial line shows the same on 80 columns and 24 lines', async (box) => {
    await box.serial.connect();
    await box.serial.key('ctrl-l');
    const text = await box.serial.waitForText(/guest is running/i);
    for (const name of identity) expect(text).toContain(name);
    expect(text).toMatch(/Processors\s+1,/);
    expect(text).toMatch(/memory 2\.8 GiB/);
  });

  story('a technician unlocks one seat with the PIN, and only that seat', async (box) => {
    await showConsole(box);
    await box.monitor.waitForText('locked');
    await box.keyboard.type('l');
    await box.monitor.waitForText("Technician's PIN");
    await box.keyboard.type('2468\n');
    const text = await box.monitor.waitForText(/open to \d/);
    expect(text).toContain('ACME & Sons');
    await box.serial.connect();
    await box.serial.key('ctrl-l');
    expect(await box.serial.waitForText('locked')).not.toContain('open to');
    await box.keyboard.type('l');
    await box.monitor.waitForText('locked');
  });

  story('Ctrl-Alt-Del, Ctrl-C and Ctrl-Z at the keyboard do nothing', async (box) => {
    const bootId = await box.shell.text('cat /proc/sys/kernel/random/boot_id');
    const console = () => mainPid(box, 'bezel-console@tty1');
    const pid = await console();
    await showConsole(box);
    for (const combination of ['ctrl-c', 'ctrl-z', 'ctrl-alt-delete']) await box.keyboard.press(combination);
    await box.keyboard.type('2');
    await box.monitor.waitForText(/Hardware/);
    expect(await console()).toBe(pid);
    expect(await box.shell.text('cat /proc/sys/kernel/random/boot_id')).toBe(bootId);
    await box.keyboard.type('1');
  });

  story('nothing that the kernel or a service says reaches a screen', async (box) => {
    await box.serial.connect();
    const kernel = '<0>scribble of the kernel';
    await box.shell.run(`echo '${kernel}' >/dev/kmsg && echo scribble of a service >/dev/console`);
    expect(await box.shell.text('dmesg | tail -n 3')).toContain('scribble of the kernel');
    expect(await box.monitor.text()).not.toContain('scribble');
    expect(box.serial.raw().toString()).not.toContain('scribble');
  });
});
