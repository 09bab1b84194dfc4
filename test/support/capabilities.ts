import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../build/cache/libvirt-capabilities');

/**
 * To find out what the machine's QEMU can do, a libvirtd with folders of its own starts it several times, which takes seconds. What it has found
 * out is kept for the next one, which checks by itself whether it still holds: of this QEMU, this libvirt, this kernel.
 */
export interface KeptCapabilities {
  /** Puts what is kept into the folder. */
  give(folder: string): Promise<void>;
  /** Keeps what libvirtd has put there. */
  keep(folder: string): Promise<void>;
}

/** `kind`: libvirtds that differ in what they may do find out different things. */
export function keptCapabilities(kind: 'session' | 'system'): KeptCapabilities {
  const kept = join(root, kind);
  return { give: (folder) => copyAll(kept, folder), keep: (folder) => copyAll(folder, kept) };
}

async function copyAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = await readdir(from).catch(() => []);
  for (const name of names.filter((file) => file.endsWith('.xml'))) {
    // Whole for whoever reads it meanwhile.
    const part = join(to, `${name}.${randomBytes(4).toString('hex')}`);
    await copyFile(join(from, name), part);
    await rename(part, join(to, name));
  }
}
