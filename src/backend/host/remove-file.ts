import { rm } from 'node:fs/promises';

/** Removes a file, if it is there. Throws the system's error. */
export const removeFile = (path: string): Promise<void> => rm(path, { force: true });
