import { expect } from 'vitest';
import type { Status } from '../../../src/contract/index.ts';
import { waitFor } from '../driver/wait.ts';
import { story } from '../support/story.ts';

/** No KVM, no NIC, and less memory than the host keeps for itself. */
const poorBox = {
  memoryMiB: 1200,
  cpus: 1,
  nics: 0,
  appendCmdline: 'module_blacklist=kvm,kvm_amd,kvm_intel',
};

story('a box that cannot run the guest says why, on the monitor and to scripts', async (lab) => {
  const box = await lab.boot(poorBox);
  const wanted = ['guest.no-kvm', 'guest.too-little-memory', 'guest.no-nic'];
  const codes = async () => (await box.api<Status>('/v1/status')).problems.map(({ code }) => code);
  const isKnown = async () => {
    const known = await codes();
    return wanted.every((code) => known.includes(code));
  };
  await waitFor(isKnown, { what: 'the three problems', timeoutMs: 240_000, intervalMs: 1000 });

  const text = await box.monitor.waitForText(/there is no KVM/, 240_000);
  expect(text).toMatch(/needs 256/);
  expect(text).toMatch(/no NIC/);

  const start = await box.shell.run('bezel guest start', { reject: false });
  expect(start.exitCode).toBe(1);
  expect(start.stderr).toMatch(/there is no KVM/);
  expect(start.stderr).toMatch(/hint: .*firmware/);
  expect(await box.shell.text('virsh -c qemu:///system list --name')).toBe('');
});
