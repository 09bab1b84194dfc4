// Run as root: node install-packages.mjs PACKAGE…
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

// A machine that builds an image must not find a new daemon running on it: Debian's packages ask this script
// before they start anything. One that is there already is somebody's own decision and stays.
const policy = '/usr/sbin/policy-rc.d';

function main(packages) {
  const isOurs = writePolicy();
  const restore = () => isOurs && rmSync(policy, { force: true });
  process.on('exit', restore);
  // apt-get gets Ctrl-C from the terminal by itself; this process outlives it to clean up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  return (
    aptGet('update') || aptGet('install', '--yes', '--no-install-recommends', '--no-remove', ...packages)
  );
}

/** Whether the script was written: false when one was there. */
function writePolicy() {
  try {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function aptGet(...args) {
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const { status } = spawnSync('apt-get', [...options, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' },
  });
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
