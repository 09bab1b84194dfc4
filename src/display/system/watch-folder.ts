import { watch } from 'node:fs';

/**
 * Tells that names in a folder come, go or get other rights (the kernel makes a device's file, and udev gives it to a group a moment
 * later). Several changes at once are told once.
 *
 * @returns stops it
 */
export function watchFolder(folder: string, changed: () => void, failed: (error: Error) => void): () => void {
  let told: NodeJS.Immediate | undefined;
  const watcher = watch(folder, () => {
    told ??= setImmediate(() => {
      told = undefined;
      changed();
    });
  });
  watcher.on('error', failed);
  return () => {
    clearImmediate(told);
    watcher.close();
  };
}
