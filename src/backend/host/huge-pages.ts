import { OperatorError } from '../engine/operator-error.ts';
import type { Files } from './files.ts';
import type { HugePageSizeKiB } from './huge-page-size.ts';
import { parseBaseline, renderBaseline } from './huge-pages-baseline.ts';
import { noHugePages, tooFewHugePages, unwritableHugePages } from './huge-pages-errors.ts';

/** How many pages on which NUMA node. */
export type PagesPerNode = ReadonlyMap<number, number>;

/** Memory that the kernel keeps as huge pages for the guest. */
export interface HugePages {
  /**
   * Sets pages aside for a guest that is about to start: `wanted` free pages on each node, and no others of ours. Pages that are there
   * already stay where they are, so that a guest that starts again finds its memory. The kernel gives what it finds in one piece and is
   * silent about the rest: what there is is read back, and where that is less, everything is given back. Throws `OperatorError`:
   * `host.no-huge-pages` where there are no pages of this size, `host.too-few-huge-pages` with the numbers, `host.huge-pages-unwritable`.
   */
  reserve(sizeKiB: HugePageSizeKiB, wanted: PagesPerNode): Promise<void>;
  /**
   * Gives back what `reserve` took, this backend's or an earlier one's. What others have set aside stays, for example by the kernel's
   * command line. Pages that a guest still has go when it ends. Does nothing when nothing was taken.
   */
  giveBack(): Promise<void>;
}

export interface HugePagesOptions {
  files: Pick<Files, 'readText'>;
  /** `writeInPlace` */
  writeText(path: string, text: string): Promise<void>;
  /** `writeFileSafely` */
  writeFile(path: string, content: string): Promise<void>;
  /** `/run/bezel/huge-pages`: how many pages there were before ours. Like the pages themselves it is gone after a boot. */
  baselineFile: string;
}

/** Finding memory in one piece moves other memory out of the way; a second try often finds what the first has made room for. */
const maxTries = 5;

/** https://docs.kernel.org/admin-guide/mm/hugetlbpage.html */
export function hugePagesOf({ files, writeText, writeFile, baselineFile }: HugePagesOptions): HugePages {
  const readCount = async (path: string): Promise<number | undefined> => {
    const text = await files.readText(path);
    return text.ok && /^\d+\s*$/.test(text.value) ? Number(text.value) : undefined;
  };
  const readBaseline = async (): Promise<Map<string, number>> => {
    const text = await files.readText(baselineFile);
    return text.ok ? parseBaseline(text.value) : new Map();
  };
  const lower = async (path: string, count: number): Promise<void> => {
    const now = await readCount(path);
    if (now !== undefined && now > count) await writeText(path, String(count));
  };

  /** Brings a node to `wanted` free pages, as far as the kernel finds more and never below `baseline`. Returns how many are free. */
  const bring = async (folder: string, wanted: number, baseline: number): Promise<number> => {
    const total = `${folder}/nr_hugepages`;
    const readFree = async (): Promise<number> => (await readCount(`${folder}/free_hugepages`)) ?? 0;
    let free = await readFree();
    for (let tries = 0; tries < maxTries && free !== wanted; tries++) {
      const now = (await readCount(total)) ?? 0;
      const next = Math.max(baseline, now + wanted - free);
      if (next === now) break;
      await writeText(total, String(next));
      const found = await readFree();
      if (found <= free) return found;
      free = found;
    }
    return free;
  };

  const giveBack = async (): Promise<void> => {
    const baseline = await readBaseline();
    if (baseline.size === 0) return;
    for (const [path, count] of baseline) await lower(path, count);
    await writeFile(baselineFile, '');
  };

  const reserve: HugePages['reserve'] = async (sizeKiB, wanted) => {
    const before = await readBaseline();
    const baseline = new Map<string, number>();
    for (const node of wanted.keys()) {
      const path = `${toFolder(node, sizeKiB)}/nr_hugepages`;
      const count = await readCount(path);
      if (count === undefined) throw noHugePages(sizeKiB, node);
      baseline.set(path, before.get(path) ?? count);
    }
    // First noted, then done: a backend that ends in between leaves nothing that the next one does not know.
    await writeFile(baselineFile, renderBaseline(new Map([...before, ...baseline])));
    for (const [path, count] of before) if (!baseline.has(path)) await lower(path, count);
    for (const [node, pages] of wanted) {
      const folder = toFolder(node, sizeKiB);
      const free = await bring(folder, pages, baseline.get(`${folder}/nr_hugepages`) ?? 0);
      if (free >= pages) continue;
      await giveBack();
      throw tooFewHugePages(sizeKiB, node, pages, free);
    }
  };

  return {
    reserve: (sizeKiB, wanted) => orUnwritable(() => reserve(sizeKiB, wanted)),
    giveBack: () => orUnwritable(giveBack),
  };
}

/** The kernel has these for each node, also on a box with one. */
const toFolder = (node: number, sizeKiB: HugePageSizeKiB): string =>
  `/sys/devices/system/node/node${node}/hugepages/hugepages-${sizeKiB}kB`;

async function orUnwritable(fn: () => Promise<void>): Promise<void> {
  try {
    await fn();
  } catch (cause) {
    throw cause instanceof OperatorError ? cause : unwritableHugePages(cause);
  }
}
