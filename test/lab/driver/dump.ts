import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Box } from './box.ts';

/** What is asked in the box when a story has stopped; each with a short time limit, since the box may stand still. */
const questions = {
  'box-journal.txt': 'journalctl -b --no-pager -o short-monotonic | tail -n 400',
  // The image has no ps.
  'box-processes.txt': [
    'for p in /proc/[0-9]*; do printf "%s %s %s %s\\n" "${p#/proc/}" "$(grep -s ^State: $p/status)" "$(cat $p/wchan 2>/dev/null)" "$(tr "\\0" " " <$p/cmdline)"; done',
    'systemctl list-jobs; systemctl --failed --no-pager; cat /proc/loadavg; grep -E "^(MemFree|MemAvailable)" /proc/meminfo',
  ].join('; '),
  'box-status.txt': 'bezel status; virsh -c qemu:///system list --all',
  'guest-serial.txt': 'tail -c 4000 /var/log/libvirt/qemu/guest-serial.log',
  'guest-qemu.txt': [
    'virsh -c qemu:///system qemu-monitor-command guest --hmp "info status"',
    'virsh -c qemu:///system qemu-monitor-command guest --hmp "info registers -a"',
    'tail -n 100 /var/log/libvirt/qemu/guest.log',
  ].join('; '),
};

/** Writes the state of both QEMUs into a folder, as far as they answer. Never throws. */
export async function writeDump(box: Box, folder: string, why: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'why.txt'), `${why}\n`);
  const attempt = async (name: string, make: () => Promise<string | Buffer>) => {
    const content = await make().catch((error: Error) => `not available: ${error.message}\n`);
    await writeFile(join(folder, name), content).catch(() => undefined);
  };
  await attempt('outer-qemu.txt', async () => {
    const lines = [
      'info status',
      'info registers -a',
      'info cpus',
      'info qtree',
      'info block',
      'info network',
    ];
    const qmp = await box.qmp();
    let text = '';
    for (const line of lines) text += `(qemu) ${line}\n${await qmp.monitor(line, 10_000)}\n`;
    return text;
  });
  await box.monitor.save(join(folder, 'monitor.png')).catch((error: Error) => {
    return appendFile(join(folder, 'why.txt'), `no picture: ${error.message}\n`);
  });
  await attempt('serial-tail.txt', async () => (await readFile(box.files.serialLog)).subarray(-20_000));
  await attempt('qemu-log.txt', () => readFile(box.files.qemuLog));
  for (const [name, script] of Object.entries(questions)) {
    await attempt(name, async () => {
      const { stdout, stderr } = await box.shell.run(script, { reject: false, timeoutMs: 20_000 });
      return stdout + stderr;
    });
  }
  await attempt('tty1.txt', () => box.monitor.text());
  await attempt('guest-serial-received.txt', async () => box.guestSerial.raw().subarray(-4000));
}
