import path from 'node:path';
import { type BuildContext, run } from './run.ts';

/** A file to put into a FAT file system: where it comes from, and its path there (`EFI/BOOT/BOOTX64.EFI`). */
export interface FatFile {
  readonly source: string;
  readonly target: string;
}

export interface FatOptions {
  readonly sizeMiB: number;
  /** At most 11 characters. */
  readonly label: string;
  /** Where on the disk the partition starts: SYSLINUX's boot sector needs to know. */
  readonly startMiB: number;
  readonly files: readonly FatFile[];
  /** Directory of SYSLINUX's own files inside the file system. */
  readonly syslinuxDirectory: string;
}

/** Makes a FAT image with SYSLINUX in its boot sector, without mounting it. */
export async function writeFat(
  context: Pick<BuildContext, 'log' | 'signal'>,
  file: string,
  options: FatOptions,
): Promise<void> {
  const { sizeMiB, label, startMiB, files, syslinuxDirectory } = options;
  const hiddenSectors = String(startMiB * 2048);
  await run(context, 'mkfs.vfat', ['-C', '-h', hiddenSectors, '-n', label, file, String(sizeMiB * 1024)]);
  const directories = new Set([syslinuxDirectory, ...files.map(({ target }) => path.posix.dirname(target))]);
  for (const directory of toNestedDirectories([...directories])) {
    await run(context, 'mmd', ['-i', file, `::/${directory}`]);
  }
  for (const { source, target } of files) {
    await run(context, 'mcopy', ['-i', file, source, `::/${target}`]);
  }
  await run(context, 'syslinux', ['--install', '--directory', `/${syslinuxDirectory}`, file]);
}

/** The directories and all that are above them, each before what is in it. */
export function toNestedDirectories(directories: readonly string[]): string[] {
  const all = directories.flatMap((directory) => {
    const parts = directory.split('/').filter((part) => part !== '' && part !== '.');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(all)].sort();
}
