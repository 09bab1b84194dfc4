import { basename, dirname } from 'node:path';
import type { Clock } from './engine/clock.ts';
import { type FolderWatch, watchFolder } from './host/watch-folder.ts';

const quietMs = 300;

/** Calls `onChange` when the policy file may have changed. */
export const watchPolicy = (
  file: string,
  clock: Clock,
  onChange: () => void,
  onFailure: (error: Error) => void,
): FolderWatch => watchFolder(clock, dirname(file), basename(file), quietMs, onChange, onFailure);
