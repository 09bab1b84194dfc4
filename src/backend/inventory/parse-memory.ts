/** One line of `/proc/meminfo` or of a node's `meminfo` in MiB, rounded down. */
export function parseMemory(meminfo: string, name: string): number | undefined {
  const match = new RegExp(`^(?:Node \\d+ )?${name}:\\s+(\\d+) kB$`, 'm').exec(meminfo);
  return match === null ? undefined : Math.floor(Number(match[1]) / 1024);
}

/** The size in KiB that a folder such as `hugepages-2048kB` stands for. */
export function parsePageFolder(name: string): number | undefined {
  const size = Number(/^hugepages-(\d{1,9})kB$/.exec(name)?.[1] ?? 0);
  return size > 0 ? size : undefined;
}

/** A node's row of the distances (ACPI SLIT), one for each of the `nodes` that are online. */
export function parseDistances(text: string, nodes: number): number[] | undefined {
  const words = text.trim().split(/\s+/);
  return words.length === nodes && words.every((word) => /^\d{1,5}$/.test(word))
    ? words.map(Number)
    : undefined;
}
