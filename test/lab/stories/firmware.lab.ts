import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { NotAvailable } from '../driver/errors.ts';
import { uefi } from '../driver/paths.ts';
import { story } from '../support/story.ts';

story('a box with UEFI firmware boots from its disk to a running guest', async (lab) => {
  if (!existsSync(uefi.code))
    throw new NotAvailable(`${uefi.code} is not there; the Debian package ovmf brings it`);
  const box = await lab.boot({ firmware: 'uefi' });
  expect(await box.shell.text('test -d /sys/firmware/efi && echo by UEFI')).toBe('by UEFI');
  await box.guestIs('running');
});
