import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Refusal } from './machine.mjs';
import { runStep } from './run-step.mjs';

const install = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
const repair = ['rebuild', 'node', 'esbuild', '--ignore-scripts=false', '--loglevel=error'];

/** Installs the npm packages unless they are all there, and returns the path of the pinned Node. */
export async function installNodeModules(root) {
  const lock = await readLock(join(root, 'package-lock.json'));
  const installed = await readLock(join(root, 'node_modules/.package-lock.json')).catch(() => undefined);
  const wanted = `v${lock.packages['node_modules/node'].version}`;
  const node = join(root, 'node_modules/node/bin/node');
  if (!isInstalled(lock, installed))
    await npm(root, `Installing the npm packages and Node ${wanted}`, install);
  // A user's own npm settings may forbid install scripts; Node and esbuild are brought by theirs.
  if (readVersion(node) !== wanted) await npm(root, `Installing Node ${wanted}`, repair);
  if (readVersion(node) !== wanted) {
    throw new Refusal(`Node ${wanted} is not in node_modules: run npm ci and read what it says.`);
  }
  return node;
}

/** Whether what npm last installed has every package of the lock file at its version, foreign platforms' apart. */
export function isInstalled(lock, installed) {
  if (installed === undefined) return false;
  return Object.entries(lock.packages).every(([path, { version, optional, devOptional, link }]) => {
    if (!path.startsWith('node_modules/') || link || optional || devOptional) return true;
    return installed.packages[path]?.version === version;
  });
}

async function readLock(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}

function readVersion(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return stdout?.trim();
}

function npm(root, title, args) {
  // npm puts node_modules/.bin first in PATH, and what is there is about to be replaced.
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.endsWith('node_modules/.bin'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  return runStep(root, { name: 'npm', title, command: ['npm', ...args], env });
}
