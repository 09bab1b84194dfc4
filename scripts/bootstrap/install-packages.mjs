// Run as root: node install-packages.mjs PACKAGE…
import { spawnSync } from 'node:child_process';
import { policyFile, writePolicy } from './policy.mjs';
import { listEnabled, removeNewlyEnabled } from './units.mjs';

const units = '/etc/systemd/system';

function main(packages) {
  const before = listEnabled(units);
  const removePolicy = writePolicy(policyFile);
  process.on('exit', () => {
    removePolicy();
    for (const link of removeNewlyEnabled(units, before))
      console.log(`Not to be started with the machine: ${link}`);
  });
  // apt-get gets Ctrl-C from the terminal by itself; this process outlives it to clean up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  return (
    aptGet('update') || aptGet('install', '--yes', '--no-install-recommends', '--no-remove', ...packages)
  );
}

function aptGet(...args) {
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const { status } = spawnSync('apt-get', [...options, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1' },
  });
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
