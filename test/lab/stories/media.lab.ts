import { join } from 'node:path';
import { expect } from 'vitest';
import { showConsole } from '../support/display.ts';
import {
  disksInGuest,
  isGone,
  isHeld,
  makeStick,
  newDisk,
  readStart,
  seenMs,
  stickBytes,
  stickOf,
} from '../support/media.ts';
import { policyFile } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

/** Whatever USB disk is plugged into the box is the guest's. */
storiesOfTheRunningBox('the media of a box', (story) => {
  story(
    'a stick is plugged in: the guest has it, reads it, and loses it when it is pulled',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const id = await box.usb.plug(await makeStick(lab, 'first'), { serial: 'STICK-1', port: 4 });
      const medium = await isHeld(box, 'STICK-1');
      expect(medium).toMatchObject({ sizeBytes: stickBytes, readOnly: false, target: 'sdi' });
      expect(await box.shell.text(`cat /proc/mounts | grep -c ${medium.node} || true`)).toBe('0');
      const name = await newDisk(box, before);
      expect((await box.guestReport(['disks'])).disks.find((disk) => disk.name === name)?.sizeBytes).toBe(
        stickBytes,
      );
      expect(await readStart(box, name)).toBe('first');
      expect((await box.inGuest(`tail -c +5 /sys/block/${name}/device/vpd_pg80`)).output).toContain(
        'STICK-1',
      );
      const screen = async () => {
        await showConsole(box);
        await box.keyboard.type('5');
        return box.monitor.waitForText(/attached +guest/i, seenMs);
      };
      expect(await screen()).toContain(medium.port);

      await box.usb.yank(id);
      await isGone(box, before);
      // Into another port: it is back, as another one.
      const again = await box.usb.plug(join(lab.folder, 'first.img'), { serial: 'STICK-1', port: 5 });
      const other = await isHeld(box, 'STICK-1');
      expect(other.port).not.toBe(medium.port);
      expect(await readStart(box, await newDisk(box, before))).toBe('first');
      await box.usb.yank(again);
      await isGone(box, before);
    },
  );

  story(
    'a stick is pulled while the guest writes to it: the guest goes on',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const id = await box.usb.plug(await makeStick(lab, 'yanked'), { serial: 'STICK-Y' });
      await isHeld(box, 'STICK-Y');
      const name = await newDisk(box, before);
      await box.inGuest(
        `(while dd if=/dev/zero of=/dev/${name} bs=64k count=64 conv=fsync; do :; done) >/dev/null 2>&1 & :`,
      );
      await box.usb.yank(id);
      await isGone(box, before);
      expect((await box.inGuest('echo alive')).output).toContain('alive');
      await box.guestIs('running');
    },
    { isLong: true },
  );

  story(
    'a stick that nobody saw coming, the backend being dead, is found',
    async (box, lab) => {
      const before = await disksInGuest(box);
      await box.shell.run('systemctl stop bezeld');
      const id = await box.usb.plug(await makeStick(lab, 'unseen'), { serial: 'STICK-2' });
      await box.shell.run('udevadm settle; systemctl start bezeld');
      await isHeld(box, 'STICK-2');
      expect(await readStart(box, await newDisk(box, before))).toBe('unseen');
      await box.shell.run('systemctl stop bezeld');
      await box.usb.yank(id);
      await box.shell.run('udevadm settle; systemctl start bezeld');
      await isGone(box, before);
    },
    { isLong: true },
  );

  story(
    'sticks that come and go while libvirtd is away are made good when it is back',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const stop = 'systemctl stop libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd';
      const start = 'systemctl start libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd';
      await box.shell.run(stop);
      const id = await box.usb.plug(await makeStick(lab, 'away'), { serial: 'STICK-6' });
      await stickOf(box, 'STICK-6', ({ why }) => why.endsWith('but libvirt does not answer'));
      await box.shell.run(start);
      await isHeld(box, 'STICK-6');
      expect(await readStart(box, await newDisk(box, before))).toBe('away');
      await box.shell.run(stop);
      await box.usb.yank(id);
      await box.shell.run(`udevadm settle; ${start}`);
      await isGone(box, before);
    },
    { isLong: true },
  );

  story(
    'a stick that is taken back stays so after a kill of the backend, until it is given',
    async (box, lab) => {
      const before = await disksInGuest(box);
      await box.usb.plug(await makeStick(lab, 'taken'), { serial: 'STICK-3' });
      const medium = await isHeld(box, 'STICK-3');
      await newDisk(box, before);
      await box.shell.run(`bezel media detach ${medium.id}`);
      await isGone(box, before);
      await box.shell.run('systemctl kill --signal=KILL bezeld');
      const taken = await stickOf(box, 'STICK-3', ({ why }) =>
        why.startsWith('A technician has taken it back'),
      );
      expect(taken).toMatchObject({ holder: 'nobody', state: 'none' });
      await box.shell.run(`bezel media attach ${medium.id}`);
      await isHeld(box, 'STICK-3');
      await newDisk(box, before);
    },
    { isLong: true },
  );

  story(
    'a rule forbids a stick: it is shown as forbidden, with the rule and its line',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const rule = 'media: {rules: [{action: forbid, serial: STICK-4}]}';
      await box.shell.run(`printf '\\n${rule}\\n' >> ${policyFile} && bezel config reload`);
      await box.usb.plug(await makeStick(lab, 'forbidden'), { serial: 'STICK-4' });
      const row = await stickOf(box, 'STICK-4', () => true);
      expect(row).toMatchObject({ holder: 'forbidden', state: 'none' });
      expect(row.why).toMatch(/^Rule 1 of the policy \(line \d+\) forbids it$/);
      expect((await box.shell.run(`bezel media attach ${row.id}`, { reject: false })).exitCode).not.toBe(0);
      expect(await disksInGuest(box)).toEqual(before);
    },
    { isLong: true },
  );

  story(
    'a stick that is plugged in while the guest is off is there after its start',
    async (box, lab) => {
      const before = await disksInGuest(box);
      await box.shell.run('bezel guest kill --yes');
      await box.guestIs('off');
      await box.usb.plug(await makeStick(lab, 'early'), { serial: 'STICK-5' });
      const row = await stickOf(box, 'STICK-5', () => true);
      expect([row.holder, row.why]).toEqual(['nobody', 'The policy gives it to the guest when it runs']);
      await box.shell.run('bezel guest start');
      await box.guestIs('running');
      await isHeld(box, 'STICK-5');
      expect(await readStart(box, await newDisk(box, before))).toBe('early');
    },
    { isLong: true },
  );
});
