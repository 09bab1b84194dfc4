/** Memory of a process in bytes. */
export interface Memory {
  /** All it has in RAM. */
  rss: number;
  /** The part of it that comes from no file: its own, shared with nobody. */
  anonymous: number;
  /** With its fair share of what other processes have too. */
  pss: number;
}

/** Reads /proc/PID/smaps_rollup; see proc_pid_smaps(5). */
export function parseSmapsRollup(text: string): Memory {
  const bytes = (field: string) => {
    const kB = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    if (kB === undefined) throw new Error(`smaps_rollup has no ${field}`);
    return Number(kB) * 1024;
  };
  return { rss: bytes('Rss'), anonymous: bytes('Anonymous'), pss: bytes('Pss') };
}

/** Ticks of CPU time, user and kernel, of a process and the children it has waited for; see proc_pid_stat(5). */
export function parseCpuTicks(stat: string): number {
  // The second field is the program's name in parentheses, and may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
}

/** Options for Node in a systemd unit: what its ExecStart has between the program `node` and the script. */
export function parseNodeOptions(unit: string): string[] {
  const command = /^ExecStart=\S*\/node (.*)$/m.exec(unit)?.[1] ?? '';
  const words = command.split(' ');
  return words.slice(
    0,
    words.findIndex((word) => !word.startsWith('-')),
  );
}

/** Seconds from the kernel's start to a process's, from its /proc/PID/stat; see proc_pid_stat(5). */
export function parseStartSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[19]) / 100;
}
