import { access } from 'node:fs/promises';

/** Where libvirt's daemons for QEMU listen: the monolithic one, then the modular one. */
export const SYSTEM_SOCKETS = ['/run/libvirt/libvirt-sock', '/run/libvirt/virtqemud-sock'] as const;

/** The first of the sockets that exists; the first of all when none does, so that the error names it. */
export async function findSocket(
  candidates: readonly [string, ...string[]] = SYSTEM_SOCKETS,
): Promise<string> {
  for (const path of candidates) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return path;
  }
  return candidates[0];
}
