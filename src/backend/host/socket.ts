import { chmod, chown, mkdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import type { Server } from 'node:net';
import { basename, dirname, join } from 'node:path';

export interface SocketPlace {
  /** Where the socket appears. */
  path: string;
  mode: number;
  /** Numeric id of the group that gets it; the backend's own group when absent. */
  gid?: number;
}

/** `sun_path` of unix(7) holds 108 bytes with the closing zero. */
const maxPathBytes = 107;

/**
 * Makes `server` listen on a unix socket that appears under its name with the right owner and mode at once: it is bound in a folder that only
 * this process can enter, and renamed. Whatever was at `path` (a stale socket) is replaced in the same step.
 */
export async function listenOnSocket(server: Server, place: SocketPlace): Promise<void> {
  const folder = dirname(place.path);
  const nursery = join(folder, `.${basename(place.path)}`);
  const newborn = join(nursery, 's');
  const longest = Math.max(Buffer.byteLength(newborn), Buffer.byteLength(place.path));
  if (longest > maxPathBytes)
    throw new Error(`${place.path} is longer than a socket's name may be (${maxPathBytes} bytes)`);

  await mkdir(folder, { recursive: true, mode: 0o755 });
  await rm(nursery, { recursive: true, force: true });
  await mkdir(nursery, { mode: 0o700 });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(newborn, () => {
        server.off('error', reject);
        resolve();
      });
    });
    await chmod(newborn, place.mode);
    if (place.gid !== undefined) await chown(newborn, -1, place.gid);
    await rename(newborn, place.path);
  } finally {
    await rm(newborn, { force: true });
    await rmdir(nursery);
  }
}

/** Takes a socket's name away; the server that listens on it is closed by its owner. */
export const removeSocket = (path: string): Promise<void> => rm(path, { force: true });

/** The numeric id of a group, or `undefined` where there is no such group. `groupFile` has the form of group(5). */
export async function readGroupId(name: string, groupFile = '/etc/group'): Promise<number | undefined> {
  const lines = (await readFile(groupFile, 'utf8').catch(() => '')).split('\n');
  const id = lines.map((line) => line.split(':')).find(([group]) => group === name)?.[2];
  return id !== undefined && /^\d+$/.test(id) ? Number(id) : undefined;
}
