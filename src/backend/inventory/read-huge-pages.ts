import type { HugePages } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { parsePageFolder } from './parse-memory.ts';
import { parseCount } from './parse-scalar.ts';

/** Pages of each size in a folder such as `/sys/kernel/mm/hugepages`, the small first; none where the kernel has no such pages. */
export async function readHugePages(files: Files, folder: string): Promise<HugePages[]> {
  const names = await files.listNames(folder);
  const pages = await Promise.all(
    (names.ok ? names.value : []).flatMap((name) => {
      const sizeKiB = parsePageFolder(name);
      return sizeKiB === undefined ? [] : [readPages(files, `${folder}/${name}`, sizeKiB)];
    }),
  );
  return pages.sort((a, b) => a.sizeKiB - b.sizeKiB);
}

async function readPages(files: Files, folder: string, sizeKiB: number): Promise<HugePages> {
  const [total, free] = await Promise.all([
    files.readText(`${folder}/nr_hugepages`),
    files.readText(`${folder}/free_hugepages`),
  ]);
  return { sizeKiB, total: toFact(total, parseCount), free: toFact(free, parseCount) };
}
