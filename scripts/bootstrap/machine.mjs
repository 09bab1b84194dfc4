import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';

const GiB = 1024 ** 3;
const proxies = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/** Something that the person at the keyboard can put right; its message is all they need to see. */
export class Refusal extends Error {}

/**
 * @typedef {object} Machine
 * @property {string} nodeVersion of the Node that runs this, without the v
 * @property {string} platform
 * @property {string} arch as Node names it: x64
 * @property {string} osRelease text of /etc/os-release, empty when there is none
 * @property {boolean} isRoot
 * @property {boolean} hasSudo
 * @property {number} freeBytes on the file system of the clone
 * @property {boolean} isBuilt whether a host image is already there
 */

/** Looks at the machine that this runs on. @returns {Promise<Machine>} */
export async function readMachine(root) {
  const { bavail, bsize } = await statfs(root);
  return {
    nodeVersion: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    osRelease: await readFile('/etc/os-release', 'utf8').catch(() => ''),
    isRoot: process.getuid?.() === 0,
    hasSudo: spawnSync('sudo', ['-V'], { stdio: 'ignore' }).status === 0,
    freeBytes: bavail * bsize,
    isBuilt: existsSync(join(root, 'build/image/image.json')),
  };
}

/** Throws a Refusal with the first thing that makes this machine unfit. @param {Machine} machine */
export function refuseUnlessFit(machine) {
  const fault = findFault(machine);
  if (fault !== undefined) throw new Refusal(fault);
}

/** @param {Machine} machine */
function findFault({ nodeVersion, platform, arch, osRelease, isRoot, hasSudo, freeBytes, isBuilt }) {
  if (Number.parseInt(nodeVersion, 10) < 20) {
    return `Node ${nodeVersion} is too old to start from: install Node 20 or newer.`;
  }
  if (platform !== 'linux' || !isDebianLike(osRelease)) {
    return 'This machine does not run Debian: the set-up needs Debian 12 or 13 (or a system made from it).';
  }
  if (arch !== 'x64') return `The processor is ${arch}: the box is an x86_64 machine and is built on one.`;
  if (!isRoot && !hasSudo) {
    return 'Building a host image needs root: run this as root, or install sudo and allow yourself to use it.';
  }
  const needed = isBuilt ? 2 : 6;
  if (freeBytes < needed * GiB) {
    const free = (freeBytes / GiB).toFixed(1);
    return `The disk has ${free} GiB free and the build needs ${needed}: free some, or clone to a larger disk.`;
  }
  return undefined;
}

/** Whether an os-release file is Debian's, or that of a system made from it. */
export function isDebianLike(osRelease) {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].flatMap(([, value]) =>
    value.replaceAll('"', '').split(' '),
  );
  return ids.includes('debian');
}

/** The command as root: itself, or behind sudo, which would drop the proxies and PATH. @param {Machine} machine */
export function toRootCommand({ isRoot }, command, env = {}) {
  if (isRoot) return command;
  const kept = { ...Object.fromEntries(proxies.map((name) => [name, process.env[name]])), ...env };
  const pairs = Object.entries(kept).filter(([, value]) => value !== undefined);
  return ['sudo', 'env', ...pairs.map(([name, value]) => `${name}=${value}`), ...command];
}
