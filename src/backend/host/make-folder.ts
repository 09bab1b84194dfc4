import { mkdirSync } from 'node:fs';

/** Makes a folder of the backend's own, and what is missing above it, for its user only. Where that fails, whoever uses it will say so. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch {
    // Told by the first use.
  }
}
