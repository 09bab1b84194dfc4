import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseNodeOptions } from './parse-proc.ts';

/** The options for Node that a unit of ours has in the box. */
export async function readNodeOptions(root: string, unit: string): Promise<string[]> {
  return parseNodeOptions(await readFile(join(root, 'assets/systemd', unit), 'utf8'));
}

/** The bundled backend on the folders and the policy (`appliance.yaml`) below `dir`, with the options for Node that it has in the box. */
export async function toBezeldCommand(root: string, dir: string, more: readonly string[]): Promise<string[]> {
  return [
    process.execPath,
    ...(await readNodeOptions(root, 'bezeld.service')),
    join(root, 'build/dist/bezeld.js'),
    ...['--runtime-dir', join(dir, 'run'), '--state-dir', join(dir, 'state')],
    ...['--policy', join(dir, 'appliance.yaml'), ...more],
  ];
}

/** Ends a process that was started here, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
