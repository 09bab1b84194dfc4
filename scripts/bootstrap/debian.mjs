import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal, toRootCommand } from './machine.mjs';
import { runStep } from './run-step.mjs';

/** Installs the Debian packages of the given groups that this machine lacks, and says so first. */
export async function installPackages(root, groups, machine) {
  const lists = JSON.parse(await readFile(join(root, 'scripts/debian-packages.json'), 'utf8'));
  const missing = toMissing(
    groups.flatMap((group) => lists[group]),
    readInstalled(),
  );
  if (missing.length === 0) return;
  console.log(
    `Bezel needs ${missing.length} Debian packages that this machine lacks; apt-get installs them.`,
  );
  console.log('None of their services is started, now or when this machine starts again:');
  console.log(`  ${missing.join(' ')}`);
  askForPassword(machine);
  const installer = join(root, 'scripts/bootstrap/install-packages.mjs');
  const command = toRootCommand(machine, [process.execPath, installer, ...missing]);
  await runStep(root, { name: 'debian-packages', title: 'Installing the Debian packages', command });
}

/** Before a progress line turns where sudo would ask. */
function askForPassword({ isRoot }) {
  if (isRoot) return;
  const { status } = spawnSync('sudo', ['true'], { stdio: 'inherit' });
  if (status !== 0) throw new Refusal("sudo doesn't let you: run this as root.");
}

/** The wanted packages that are not installed, each once, sorted. */
export function toMissing(wanted, installed) {
  return [...new Set(wanted)].filter((name) => !installed.has(name)).sort();
}

/** The names in `dpkg-query`'s answer whose packages are installed, not merely known or configured. */
export function parseInstalled(text) {
  const rows = text.split('\n').map((line) => line.split(' '));
  return new Set(rows.filter(([, status]) => status === 'installed').map(([name]) => name));
}

function readInstalled() {
  const args = ['-W', '-f', '${Package} ${db:Status-Status}\n'];
  const { stdout, status } = spawnSync('dpkg-query', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Refusal("dpkg-query doesn't work: this machine's package database is needed.");
  return parseInstalled(stdout);
}
