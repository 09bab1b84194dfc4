/** A number of pages for each `nr_hugepages` file, one a line: `/sys/…/nr_hugepages 12`. */
export function renderBaseline(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([path, count]) => `${path} ${count}\n`).join('');
}

const line = /^(\/sys\/devices\/system\/node\/node\d+\/hugepages\/hugepages-\d+kB\/nr_hugepages) (\d+)$/;

/** The opposite; lines that are none are left out. */
export function parseBaseline(text: string): Map<string, number> {
  return new Map(
    text.split('\n').flatMap((entry) => {
      const [, path, count] = line.exec(entry) ?? [];
      return path === undefined ? [] : [[path, Number(count)] as const];
    }),
  );
}
