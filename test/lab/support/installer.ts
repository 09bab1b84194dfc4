import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDisk } from '../../../image/lib/disk.ts';
import { writeFat } from '../../../image/lib/fat.ts';
import { NotAvailable } from '../driver/errors.ts';

/** Where Debian's package of it has it; two kinds of it are known. */
const packageName = 'debian-installer-12-netboot-amd64';
const folderOf = (kind: InstallerKind): string =>
  `/usr/lib/debian-installer/images/12/amd64/${kind}/debian-installer/amd64`;

export type InstallerKind = 'text' | 'gtk';

export const installerDiskMiB = 128;
const startMiB = 1;
const partitionMiB = installerDiskMiB - 2;
const bootCode = '/usr/lib/syslinux/mbr/mbr.bin';
/** As Debian's own medium starts it. */
const menu = `DEFAULT install
PROMPT 0
LABEL install
  LINUX /linux
  INITRD /initrd.gz
  APPEND vga=788 --- quiet
`;

/** A disk that starts Debian's installer. NotAvailable where the package is not installed. */
export async function writeInstallerDisk(file: string, kind: InstallerKind): Promise<void> {
  const from = folderOf(kind);
  if ((await stat(from).catch(() => undefined)) === undefined)
    throw new NotAvailable(`apt-get install ${packageName} has it told`);
  const context = { log: () => undefined, signal: AbortSignal.timeout(120_000) };
  const work = await mkdtemp(join(tmpdir(), 'bezel-installer-'));
  try {
    const [partition, config] = [join(work, 'boot.fat'), join(work, 'syslinux.cfg')];
    await writeFile(config, menu);
    await writeFat(context, partition, {
      ...{ sizeMiB: partitionMiB, label: 'INSTALL', startMiB, syslinuxDirectory: 'syslinux' },
      files: [
        { source: join(from, 'linux'), target: 'linux' },
        { source: join(from, 'initrd.gz'), target: 'initrd.gz' },
        { source: config, target: 'syslinux/syslinux.cfg' },
      ],
    });
    await writeDisk(context, file, {
      sizeMiB: installerDiskMiB,
      table: `label: dos\nstart=${startMiB * 2048}, size=${partitionMiB * 2048}, type=c, bootable\n`,
      bootCode: await readFile(bootCode),
      parts: [{ source: partition, startMiB }],
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
