import { watch } from 'node:fs';
import type { Clock } from '../engine/clock.ts';

export interface FolderWatch {
  close(): void;
}

/**
 * Calls `onChange` when something named `name` in `folder` was written, replaced or removed, once it has been quiet for `quietMs`: editors
 * write a file in several steps. Watching the folder survives the file being replaced. Throws when the folder can't be watched.
 */
export function watchFolder(
  clock: Clock,
  folder: string,
  name: string,
  quietMs: number,
  onChange: () => void,
  onFailure: (error: Error) => void,
): FolderWatch {
  let cancel: (() => void) | undefined;
  const watcher = watch(folder, { persistent: false }, (_, changed) => {
    if (changed !== null && changed !== name) return;
    cancel?.();
    cancel = clock.after(quietMs, onChange);
  });
  watcher.on('error', onFailure);
  return {
    close: () => {
      cancel?.();
      watcher.close();
    },
  };
}
