import { join } from 'node:path';
import type { Accel } from './accel.ts';
import { LabError } from './errors.ts';
import type { Qmp } from './qmp.ts';
import { waitFor } from './wait.ts';

const longMs = 120_000;

/** Where a suspended box has its memory and the state of its devices. */
export const toMemoryFile = (dir: string): string => join(dir, 'memory');

/** What has a QEMU that is started wait for `resume` instead of booting. */
export const resumeArgs = ['-incoming', 'defer'] as const;

/** Stops a box and writes its memory, the state of its devices and of its processors into a file: QEMU's migration. */
export async function writeMemory(qmp: Qmp, dir: string, accel: Accel['kind']): Promise<void> {
  if (accel === 'tcg') await stopAtRest(qmp);
  else await qmp.run('stop');
  // No limit: nothing else waits for the disk.
  await qmp.run('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 });
  await qmp.run('migrate', { uri: `exec:cat > ${quote(toMemoryFile(dir))}` });
  const ended = async () => {
    const { status, ...rest } = await qmp.run<{ status: string; 'error-desc'?: string }>('query-migrate');
    return ['completed', 'failed', 'cancelled'].includes(status) && { status, ...rest };
  };
  const end = await waitFor(ended, { what: 'the memory to be written', timeoutMs: longMs, intervalMs: 100 });
  if (end.status !== 'completed') throw new LabError('suspend', `QEMU: ${end['error-desc'] ?? end.status}`);
}

/**
 * Stops a box with emulated processors when they are halted, as they are for most of the time. QEMU writes the state of one that is inside
 * the box's guest, but refuses to read it ("vCPU set in guest-mode inconsistent with migrated kernel nested state"): it looks for KVM's part of
 * it (`cpu_post_load` in target/i386/machine.c). A guest that halts is left by KVM in the box, so a processor that is halted is in no guest.
 */
async function stopAtRest(qmp: Qmp): Promise<void> {
  const isAtRest = async () => {
    await qmp.run('stop');
    const registers = await qmp.run<string>('human-monitor-command', { 'command-line': 'info registers -a' });
    if (areHalted(registers)) return true;
    await qmp.run('cont');
    return false;
  };
  await waitFor(isAtRest, {
    what: 'the processors of the box to be halted',
    timeoutMs: longMs,
    intervalMs: 50,
  });
}

/** Whether all processors are halted, by what QEMU's `info registers -a` says. Pure. */
export function areHalted(registers: string): boolean {
  const states = [...registers.matchAll(/\bHLT=(\d)/g)].map(([, state]) => state);
  return states.length > 0 && states.every((state) => state === '1');
}

/** Has a QEMU that waits for it read the memory of a suspended box, and go on. */
export async function resume(qmp: Qmp, suspendedDir: string): Promise<void> {
  await qmp.run('migrate-incoming', { uri: `exec:cat ${quote(toMemoryFile(suspendedDir))}` });
  const isRead = async () => (await qmp.run<{ status: string }>('query-status')).status !== 'inmigrate';
  await waitFor(isRead, { what: 'the memory to be read', timeoutMs: longMs, intervalMs: 50 });
  await qmp.run('cont');
}

/** QEMU gives what follows `exec:` to a shell. */
const quote = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;
