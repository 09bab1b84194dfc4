import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Tells when entries of a folder come, go or change, and when a folder that is not there yet comes. */
export type WatchEntries = (folder: string, onChange: () => void) => { close(): void };

/** Where neither the folder nor the one that it would be in can be watched, nothing is told. */
export const watchEntries: WatchEntries = (folder, onChange) => {
  let close = (): void => {};
  const begin = (): void => {
    close();
    close =
      tryWatch(folder, onChange) ??
      tryWatch(dirname(folder), (name) => {
        if (name !== basename(folder)) return;
        begin();
        onChange();
      }) ??
      (() => {});
  };
  begin();
  return { close: () => close() };
};

function tryWatch(folder: string, onChange: (name: string | null) => void): (() => void) | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => onChange(name));
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return undefined;
  }
}
