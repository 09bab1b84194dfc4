import { open, truncate, writeFile } from 'node:fs/promises';
import { type BuildContext, run } from './run.ts';

/** A file system image and where on the disk it goes. */
export interface DiskPart {
  readonly source: string;
  readonly startMiB: number;
}

export interface DiskOptions {
  readonly sizeMiB: number;
  /** Input of `sfdisk`. */
  readonly table: string;
  /** SYSLINUX's boot code for the first sector: at most 440 bytes are used. */
  readonly bootCode: Buffer;
  readonly parts: readonly DiskPart[];
}

/** Space in the first sector in front of the disk's signature and partition table. */
const BOOT_CODE_BYTES = 440;

/** Makes a sparse raw disk image out of file system images. */
export async function writeDisk(
  context: Pick<BuildContext, 'log' | 'signal'>,
  file: string,
  options: DiskOptions,
): Promise<void> {
  await writeFile(file, '');
  await truncate(file, options.sizeMiB * 1024 * 1024);
  await run(context, 'sfdisk', ['--quiet', '--no-reread', file], { input: options.table });
  const disk = await open(file, 'r+');
  try {
    await disk.write(options.bootCode.subarray(0, BOOT_CODE_BYTES), 0, undefined, 0);
  } finally {
    await disk.close();
  }
  for (const { source, startMiB } of options.parts) {
    await run(context, 'dd', [
      ...[`if=${source}`, `of=${file}`, 'bs=1M', `seek=${startMiB}`, 'conv=notrunc,sparse', 'status=none'],
    ]);
  }
}
