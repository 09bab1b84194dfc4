import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Box } from '../../test/lab/driver/box.ts';
import { makeBox } from '../../test/lab/driver/lab.ts';
import { waitFor } from '../../test/lab/driver/wait.ts';
import { type Figure, toMedian } from './figure.ts';
import { parseStartSeconds } from './parse-proc.ts';

const boots = 2;
const startMs = 300_000;

/** Processors of the box: a real one has more than one, and then what we do goes on beside what the machine waits for anyway. */
const counts = [1, 2];

/** Without our programs; libvirtd starts with the machine, as Debian has it, and starts what is marked for it. */
const plainCmdline = [
  'systemd.mask=bezeld.service',
  'systemd.mask=bezel-console@tty1.service',
  'systemd.mask=bezel-console@ttyS0.service',
  'systemd.mask=bezel-display.service',
  'systemd.mask=bezel-witness.service',
  'systemd.wants=bezel-storage.service',
  'systemd.wants=libvirtd.service',
].join(' ');

/**
 * Seconds from the start of the box's kernel to the start of the guest's QEMU, in a virtual box with one processor and in one with two: once
 * started by us, once by plain libvirt autostart on the same disk. The first boot of all, which makes the volumes, doesn't count.
 */
export async function measureBoot(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-boot-'));
  let box: Box | undefined;
  try {
    box = await makeBox(dir, { cpus: 1 });
    await box.switchOn({ owned: true });
    await box.apiReady();
    await box.guestIs('running', startMs);
    const xml = await box.shell.text('virsh dumpxml --inactive guest');
    await box.cut();
    const ours = await timeCounts(box, 'guest');
    // Only now: marked any earlier it would start beside ours, from the same disks, and one of the two would lose.
    await box.refit({ appendCmdline: plainCmdline });
    await box.switchOn({ owned: true });
    await box.shellReady();
    await markForAutostart(box, xml);
    await box.cut();
    const plain = await timeCounts(box, 'plain');
    const kind = box.state.accel.kind === 'kvm' ? 'KVM' : 'software emulation';
    return counts.map((count, index) => {
      const [mine = [], its = []] = [ours[index], plain[index]];
      return {
        ...{ name: `guest start, ${count} CPU`, value: toMedian(mine), unit: 's', goal: toMedian(its) * 1.1 },
        against: { name: 'plain autostart', value: toMedian(its) },
        note: `from the kernel's start, ${kind}, ${boots} boots each: ${toList(mine)} s ours, ${toList(its)} s plain`,
      };
    });
  } catch (error) {
    // The folder goes; why QEMU ended must not go with it.
    if (box !== undefined) console.error(await readFile(box.files.qemuLog, 'utf8').catch(() => ''));
    throw error;
  } finally {
    await box?.cut();
    await rm(dir, { recursive: true, force: true });
  }
}

/** A second domain, like ours but without the NICs, whose bridges only our backend makes; libvirt starts it. */
async function markForAutostart(box: Box, guestXml: string): Promise<void> {
  const xml = guestXml
    .replace(/<name>.*?<\/name>/, '<name>plain</name>')
    .replace(/<uuid>.*?<\/uuid>/, '<uuid>11111111-2222-3333-4444-555555555555</uuid>')
    .replace(/<entry name='uuid'>.*?<\/entry>/, '')
    .replace(/<interface .*?<\/interface>/gs, '');
  const listens = async () => (await box.shell.run('virsh uri', { reject: false })).exitCode === 0;
  await waitFor(listens, { what: 'libvirtd to listen', timeoutMs: startMs, intervalMs: 1000 });
  // libvirtd starts what is marked once, when it starts itself: the disks must be there by then.
  const folder = '/etc/systemd/system/libvirtd.service.d';
  const order = `mkdir -p ${folder} && printf '[Unit]\\nAfter=bezel-storage.service\\n' >${folder}/plain.conf`;
  await box.shell.run(`virsh define /dev/stdin && virsh autostart plain && ${order} && sync`, { stdin: xml });
}

/** With each count of processors; the box is off before and after. */
async function timeCounts(box: Box, domain: string): Promise<number[][]> {
  const times: number[][] = [];
  for (const cpus of counts) {
    await box.refit({ cpus });
    times.push(await timeBoots(box, domain));
  }
  return times;
}

async function timeBoots(box: Box, domain: string): Promise<number[]> {
  const times: number[] = [];
  for (let boot = 0; boot < boots; boot++) {
    await box.switchOn({ owned: true });
    await box.shellReady();
    const pidFile = `/run/libvirt/qemu/${domain}.pid`;
    const read = async () => {
      const { stdout } = await box.shell.run(`pid=$(cat ${pidFile}) && cat "/proc/$pid/stat"`, {
        reject: false,
      });
      return stdout === '' ? undefined : parseStartSeconds(stdout);
    };
    const what = `the guest '${domain}' to start`;
    times.push(await waitFor(read, { what, timeoutMs: startMs, intervalMs: 2000 }));
    await box.cut();
  }
  return times;
}

function toList(seconds: readonly number[]): string {
  return seconds.map((value) => value.toFixed(1)).join(' and ');
}
