import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Box } from '../../test/lab/driver/box.ts';
import { makeBox } from '../../test/lab/driver/lab.ts';
import { waitFor } from '../../test/lab/driver/wait.ts';
import { type Figure, toMedian } from './figure.ts';
import { parseStartSeconds } from './parse-proc.ts';

const boots = 3;
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
 * Seconds from the start of the box's kernel to the start of the guest's QEMU, in a virtual box with one processor and in one with two: started by
 * us, and by plain libvirt autostart on another disk of the same image. They take turns, so that both meet a busy machine alike. The first boot
 * of each, which makes the volumes, doesn't count.
 */
export async function measureBoot(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-boot-'));
  const boxes: Box[] = [];
  try {
    const ours = await makeBox(join(dir, 'ours'), { cpus: 1 });
    boxes.push(ours);
    const guestXml = await bootOurs(ours);
    const plain = await makeBox(join(dir, 'plain'), { cpus: 1, appendCmdline: plainCmdline });
    boxes.push(plain);
    await bootPlain(plain, guestXml);
    const figures: Figure[] = [];
    for (const cpus of counts) figures.push(await compare(ours, plain, cpus));
    return figures;
  } catch (error) {
    // The folder goes; why QEMU ended must not go with it.
    for (const { files } of boxes) console.error(await readFile(files.qemuLog, 'utf8').catch(() => ''));
    throw error;
  } finally {
    for (const box of boxes) await box.cut();
    await rm(dir, { recursive: true, force: true });
  }
}

/** The first boot of our box: the guest's domain XML. */
async function bootOurs(box: Box): Promise<string> {
  await box.switchOn({ owned: true });
  await box.apiReady();
  await box.guestIs('running', startMs);
  const xml = await box.shell.text('virsh dumpxml --inactive guest && sync');
  await box.cut();
  return xml;
}

async function bootPlain(box: Box, guestXml: string): Promise<void> {
  await box.switchOn({ owned: true });
  await box.shellReady();
  // It is under way, and waited for: the volumes must be there before the power is cut.
  await box.shell.run('systemctl start bezel-storage.service', { timeoutMs: startMs });
  await markForAutostart(box, guestXml);
  await box.cut();
}

/** In turns, with so many processors; both boxes are off before and after. */
async function compare(ours: Box, plain: Box, cpus: number): Promise<Figure> {
  const [mine, its]: [number[], number[]] = [[], []];
  for (const box of [ours, plain]) await box.refit({ cpus });
  for (let boot = 0; boot < boots; boot++) {
    mine.push(await timeBoot(ours, 'guest'));
    its.push(await timeBoot(plain, 'plain'));
  }
  const kind = ours.state.accel.kind === 'kvm' ? 'KVM' : 'software emulation';
  return {
    ...{ name: `guest start, ${cpus} CPU`, value: toMedian(mine), unit: 's', goal: toMedian(its) * 1.1 },
    against: { name: 'plain autostart', value: toMedian(its) },
    note: `from the kernel's start, ${kind}, ${boots} boots each: ${toList(mine)} s ours, ${toList(its)} s plain`,
  };
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

async function timeBoot(box: Box, domain: string): Promise<number> {
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
  const seconds = await waitFor(read, { what, timeoutMs: startMs, intervalMs: 2000 });
  await box.cut();
  return seconds;
}

function toList(seconds: readonly number[]): string {
  return seconds.map((value) => value.toFixed(1)).join(', ');
}
