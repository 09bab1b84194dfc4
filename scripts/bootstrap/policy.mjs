import { rmSync, writeFileSync } from 'node:fs';

export const policyFile = '/usr/sbin/policy-rc.d';

/**
 * Debian's packages ask this script before they start a service: while it is there, none starts. One that was there
 * before is somebody's own decision and stays as it is. Returns what removes ours again.
 */
export function writePolicy(file) {
  try {
    writeFileSync(file, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    return () => rmSync(file, { force: true });
  } catch (error) {
    if (error.code === 'EEXIST') return () => {};
    throw error;
  }
}
