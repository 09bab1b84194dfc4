import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInstalled, toMissing } from '../../../scripts/bootstrap/debian.mjs';
import {
  isDebianLike,
  type Machine,
  refuseUnlessFit,
  toRootCommand,
} from '../../../scripts/bootstrap/machine.mjs';
import { isInstalled } from '../../../scripts/bootstrap/npm.mjs';
import { writePolicy } from '../../../scripts/bootstrap/policy.mjs';
import { listEnabled, removeNewlyEnabled } from '../../../scripts/bootstrap/units.mjs';

const good: Machine = {
  nodeVersion: '20.19.2',
  platform: 'linux',
  arch: 'x64',
  osRelease: 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\n',
  isRoot: true,
  hasSudo: false,
  freeBytes: 20 * 1024 ** 3,
  isBuilt: false,
};

describe('a machine', () => {
  it.each([
    ['an old Node', { nodeVersion: '18.20.4' }, /Node 18\.20\.4 is too old/],
    ['another distribution', { osRelease: 'ID=fedora\n' }, /does not run Debian/],
    ['no distribution known', { osRelease: '' }, /does not run Debian/],
    ['another processor', { arch: 'arm64' }, /The processor is arm64/],
    ['neither root nor sudo', { isRoot: false }, /needs root/],
    ['a full disk', { freeBytes: 3.2 * 1024 ** 3 }, /3\.2 GiB free and the build needs 6/],
  ])('is refused for %s', (_, change, reason) => {
    expect(() => refuseUnlessFit({ ...good, ...change })).toThrow(reason);
  });

  it('is taken with root, or with sudo, and with less room when the image is built', () => {
    refuseUnlessFit(good);
    refuseUnlessFit({ ...good, isRoot: false, hasSudo: true });
    refuseUnlessFit({ ...good, isBuilt: true, freeBytes: 3 * 1024 ** 3 });
  });

  it('is like Debian when its system says so', () => {
    expect(isDebianLike('ID=ubuntu\nID_LIKE=debian')).toBe(true);
    expect(isDebianLike('ID=mint\nID_LIKE="ubuntu debian"')).toBe(true);
    expect(isDebianLike('ID=arch\nHOME_URL=https://debian.example')).toBe(false);
  });

  it('runs commands as root through sudo, with what the environment must keep', () => {
    const command = toRootCommand({ ...good, isRoot: false }, ['node', 'a.ts'], { PATH: '/x' });
    expect(command.slice(0, 2)).toEqual(['sudo', 'env']);
    expect(command.slice(-3)).toEqual(['PATH=/x', 'node', 'a.ts']);
    expect(toRootCommand(good, ['node', 'a.ts'])).toEqual(['node', 'a.ts']);
  });
});

describe('the Debian packages', () => {
  it('are missing unless fully installed', () => {
    const installed = parseInstalled(
      'zstd installed\novmf config-files\nmtools half-installed\ncpio installed\n',
    );
    expect(toMissing(['zstd', 'ovmf', 'mtools', 'ovmf', 'seabios'], installed)).toEqual([
      'mtools',
      'ovmf',
      'seabios',
    ]);
  });
});

describe('the npm packages', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'src/libvirt': { version: '0.1.0' },
      'node_modules/libvirt': { link: true },
      'node_modules/ink': { version: '8.0.0' },
      'node_modules/@esbuild/aix-ppc64': { version: '1.0.0', optional: true },
    },
  };

  it('are installed when each is there at its version, other platforms apart', () => {
    expect(isInstalled(lock, { packages: { 'node_modules/ink': { version: '8.0.0' } } })).toBe(true);
  });

  it('are not when one is missing, old, or nothing was ever installed', () => {
    expect(isInstalled(lock, { packages: {} })).toBe(false);
    expect(isInstalled(lock, { packages: { 'node_modules/ink': { version: '7.9.0' } } })).toBe(false);
    expect(isInstalled(lock, undefined)).toBe(false);
  });
});

describe('the services of the packages', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'bezel-policy-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('are kept from starting while the packages are installed', async () => {
    const file = join(dir, 'policy-rc.d');
    const remove = writePolicy(file);
    expect(await readFile(file, 'utf8')).toContain('exit 101');
    remove();
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it('follow the policy that is there already, and it stays', async () => {
    const file = join(dir, 'policy-rc.d');
    await writeFile(file, 'exit 0');
    writePolicy(file)();
    expect(await readFile(file, 'utf8')).toBe('exit 0');
  });

  it('do not start with the machine, unless they did before', async () => {
    const wants = join(dir, 'multi-user.target.wants');
    await mkdir(wants);
    await symlink('/usr/lib/systemd/system/cron.service', join(wants, 'cron.service'));
    const before = listEnabled(dir);
    await symlink('/usr/lib/systemd/system/libvirtd.service', join(wants, 'libvirtd.service'));
    expect(removeNewlyEnabled(dir, before)).toEqual(['multi-user.target.wants/libvirtd.service']);
    expect(listEnabled(dir)).toEqual(['multi-user.target.wants/cron.service']);
  });

  it('are none where there is no systemd', () => expect(listEnabled(join(dir, 'none'))).toEqual([]));
});
