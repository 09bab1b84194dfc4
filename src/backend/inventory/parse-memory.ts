/** One line of `/proc/meminfo` or of a node's `meminfo` in MiB, rounded down. */
export function parseMemory(meminfo: string, name: string): number | undefined {
  const match = new RegExp(`^(?:Node \\d+ )?${name}:\\s+(\\d+) kB$`, 'm').exec(meminfo);
  return match === null ? undefined : Math.floor(Number(match[1]) / 1024);
}
