import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import type { Status } from '../../../src/contract/index.ts';
import { readAccel } from '../driver/accel.ts';
import type { Box } from '../driver/box.ts';
import { NotAvailable } from '../driver/errors.ts';
import type { BoxOptions } from '../driver/options.ts';
import { uefi } from '../driver/paths.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { story } from '../support/story.ts';

const seenMs = 240_000;

story('a box with UEFI firmware boots from its disk; what cannot run a guest there says why', async (lab) => {
  // Less memory than the host keeps for itself, no NIC, and a processor without virtualisation.
  const processor = (await readAccel()).kind === 'kvm' ? 'host' : 'max';
  const poor = { memoryMiB: 1200, cpus: 1, nics: 0, qemuArgs: ['-cpu', `${processor},svm=off,vmx=off`] };
  const box = await bootByUefi(lab, poor);
  const wanted = ['guest.no-kvm', 'guest.too-little-memory', 'guest.no-nic'];
  const isKnown = async () => {
    const known = (await box.api<Status>('/v1/status')).problems.map(({ code }) => code);
    return wanted.every((code) => known.includes(code));
  };
  await waitFor(isKnown, { what: 'the three problems', timeoutMs: seenMs, intervalMs: 1000 });

  const text = await box.monitor.waitForText(/there is no KVM/, seenMs);
  expect(text).toMatch(/needs 256/);
  expect(text).toMatch(/no NIC/);

  const start = await box.shell.run('bezel guest start', { reject: false });
  expect(start.exitCode).toBe(1);
  expect(start.stderr).toMatch(/there is no KVM/);
  expect(start.stderr).toMatch(/hint: .*firmware/);
  expect(await box.shell.text('virsh -c qemu:///system list --name')).toBe('');
});

story(
  'a box with UEFI firmware boots from its disk to a running guest',
  async (lab) => {
    const box = await bootByUefi(lab, {});
    await box.guestIs('running');
  },
  { isLong: true },
);

async function bootByUefi(lab: Bench, options: BoxOptions): Promise<Box> {
  if (!existsSync(uefi.code))
    throw new NotAvailable(`${uefi.code} is not there; the Debian package ovmf brings it`);
  const box = await lab.boot({ ...options, firmware: 'uefi' });
  expect(await box.shell.text('test -d /sys/firmware/efi && echo by UEFI')).toBe('by UEFI');
  return box;
}
