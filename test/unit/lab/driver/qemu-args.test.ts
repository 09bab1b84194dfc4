import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type BoxOptions, boxOptionsSchema } from '../../../lab/driver/options.ts';
import { type BoxPaths, planQemuArgs } from '../../../lab/driver/qemu-args.ts';
import { awkwardBox } from '../../../lab/support/awkward-box.ts';

const paths: BoxPaths = {
  disk: '/box/disk.qcow2',
  kernel: '/box/vmlinuz',
  initrd: '/box/initrd.img',
  inBox: '/in-box',
  uefiCode: '/ovmf/code.fd',
  uefiVars: '/box/uefi-vars.fd',
  sockets: {
    qmp: '/box/qmp.sock',
    driverQmp: '/box/driver-qmp.sock',
    serial: '/box/serial.sock',
    shell: '/box/shell.sock',
    guestSerial: '/box/guest-serial.sock',
    agent: '/box/agent.sock',
    wires: '/box',
  },
  frames: '/box',
  serialLog: '/box/serial.log',
  shellLog: '/box/shell.log',
};

const tcg = { kind: 'tcg', reason: '' } as const;
const kvm = { kind: 'kvm', reason: '' } as const;

function plan(
  options: BoxOptions,
  accel: typeof tcg | typeof kvm = tcg,
  changed: Partial<BoxPaths> = {},
): string[] {
  return planQemuArgs(boxOptionsSchema.parse(options), { ...paths, ...changed }, accel, 'root=x quiet');
}

/** One line per option, so that a golden file can be read and compared. */
function toLines(args: string[]): string {
  return `${args
    .map((arg) => (arg.startsWith('-') ? `\n${arg}` : ` ${arg}`))
    .join('')
    .trim()}\n`;
}

const golden = (name: string) => fileURLToPath(new URL(`../../../fixtures/lab/${name}.txt`, import.meta.url));

describe('the arguments of QEMU', () => {
  test('for a box with an awkward identity, by direct kernel boot', async () => {
    await expect(toLines(plan(awkwardBox))).toMatchFileSnapshot(golden('qemu-args-direct'));
  });

  test('for a box that starts through UEFI firmware on a machine with KVM', async () => {
    const args = plan({ firmware: 'uefi', nics: 1, cpus: 4, memoryMiB: 8192 }, kvm);
    await expect(toLines(args)).toMatchFileSnapshot(golden('qemu-args-uefi-kvm'));
  });

  test('leave the kernel to the disk when a BIOS starts the box', () => {
    const args = plan({ firmware: 'bios' });
    expect(args).not.toContain('-kernel');
    expect(args.join(' ')).not.toContain('pflash');
  });

  test('append to the command line of the image', () => {
    const args = plan({ appendCmdline: 'systemd.log_level=debug' });
    expect(args[args.indexOf('-append') + 1]).toBe('root=x quiet systemd.log_level=debug');
  });

  test('double the commas in paths, so that they stay one option', () => {
    const args = plan({}, tcg, { disk: '/a,b/disk.qcow2' });
    expect(args.join(' ')).toContain('filename=/a,,b/disk.qcow2');
  });

  test('end with what the caller wants besides', () => {
    expect(plan({ qemuArgs: ['-device', 'i6300esb'] }).slice(-2)).toEqual(['-device', 'i6300esb']);
  });

  test('give every NIC a slot, a wire and an address of its own', () => {
    const devices = plan({ nics: 8 }).filter((arg) => arg.startsWith('virtio-net-pci'));
    expect(devices).toHaveLength(8);
    for (const part of ['mac', 'bus', 'netdev']) {
      expect(new Set(devices.map((device) => new RegExp(`${part}=[^,]+`).exec(device)?.[0])).size).toBe(8);
    }
  });

  test('put NICs into the slots that are named', () => {
    const devices = plan({ nics: [0, 2] }).filter((arg) => arg.startsWith('virtio-net-pci'));
    expect(devices.map((device) => /bus=([^,]+)/.exec(device)?.[1])).toEqual(['slot0', 'slot2']);
  });

  test('split processors and memory evenly over NUMA nodes, and refuse what cannot be split', () => {
    const shape = { sockets: 2, cores: 2, threads: 2 };
    const text = plan({ memoryMiB: 4096, topology: shape, numaNodes: 2 }).join(' ');
    expect(text).toContain('-smp 8,sockets=2,cores=2,threads=2 -m 4096M');
    expect(text).toContain('id=node1,size=2048M');
    expect(text).toContain('node,nodeid=1,cpus=4-7,memdev=node1');
    expect(() => plan({ cpus: 3, numaNodes: 2 })).toThrow(/3 processors/);
  });

  test('never attach the box to the network of the machine', () => {
    expect(plan({ nics: 8 }).join(' ')).not.toMatch(/\b(user|tap|bridge|vde|l2tpv3|inet)\b,/);
  });
});
