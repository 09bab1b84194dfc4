import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotAvailable } from '../driver/errors.ts';
import { waitFor } from '../driver/wait.ts';

export interface Tpm {
  /** Arguments of QEMU. */
  qemuArgs: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts an emulated TPM 2.0 (swtpm), new from the factory. It ends with QEMU, or with this process' word. */
export async function startTpm(): Promise<Tpm> {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-tpm-'));
  const socket = join(folder, 'tpm.sock');
  const child = spawn(
    'swtpm',
    [
      'socket',
      '--tpm2',
      '--tpmstate',
      `dir=${folder}`,
      '--ctrl',
      `type=unixio,path=${socket}`,
      '--terminate',
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit').catch(() => {
    throw new NotAvailable('needs swtpm, a Debian package');
  });
  ended.catch(() => {});
  const there = waitFor(() => stat(socket).then(() => true), { what: 'the TPM', timeoutMs: 20_000 });
  await Promise.race([there, ended]);
  return {
    qemuArgs: [
      ...['-chardev', `socket,id=tpm,path=${socket}`],
      ...['-tpmdev', 'emulator,id=tpm0,chardev=tpm'],
      ...['-device', 'tpm-crb,tpmdev=tpm0'],
    ],
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended.catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}
