import type { Box } from '../driver/box.ts';

export interface Vitals {
  /** Open files of a process. */
  files: number;
  rssMiB: number;
  /** Of its service, or of its kind, itself among them. */
  processes: number;
}

/** What a process of the box holds; `pid` and `count` are commands that print its number, and how many processes there are of its kind. */
async function readVitals(box: Box, pid: string, count: string): Promise<Vitals> {
  const rss = "sed -n 's/^VmRSS:[^0-9]*\\([0-9]*\\).*/\\1/p'";
  const text = await box.shell.text(
    `pid=$(${pid}); ls /proc/$pid/fd | wc -l; ${rss} /proc/$pid/status; ${count}`,
  );
  const [files = 0, rssKiB = 0, processes = 0] = text.split('\n').map(Number);
  return { files, rssMiB: Math.round(rssKiB / 1024), processes };
}

const ofService = (box: Box, unit: string): Promise<Vitals> =>
  readVitals(
    box,
    `systemctl show --property=MainPID --value ${unit}`,
    `wc -l < /sys/fs/cgroup/system.slice/${unit}.service/cgroup.procs`,
  );

/** What the backend, libvirtd and the guest's QEMU hold. */
export async function readAllVitals(box: Box): Promise<{ bezeld: Vitals; libvirtd: Vitals; qemu: Vitals }> {
  return {
    bezeld: await ofService(box, 'bezeld'),
    libvirtd: await ofService(box, 'libvirtd'),
    qemu: await readVitals(
      box,
      'cat /run/libvirt/qemu/guest.pid',
      'cat /proc/[0-9]*/comm | grep -c ^qemu-system',
    ),
  };
}
