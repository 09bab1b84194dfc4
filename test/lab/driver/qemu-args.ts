import type { Accel } from './accel.ts';
import { planNic, toNicId } from './nic-args.ts';
import type { BoxPlan } from './options.ts';
import { planProcessorArgs } from './processor-args.ts';
import { plainSmbios, planSmbiosArgs } from './smbios.ts';

/** Every file and socket that belongs to one box, all inside its directory but the three of the image and the agent. */
export type BoxPaths = {
  disk: string;
  kernel: string;
  initrd: string;
  /** The folder with what is handed into the box. */
  inBox: string;
  /** OVMF's code (read only) and this box's copy of its variables. */
  uefiCode: string;
  uefiVars: string;
  sockets: BoxSockets;
  /** Where recordings of frames go: nicN.pcap. */
  frames: string;
  serialLog: string;
  shellLog: string;
};

export type BoxSockets = {
  /** QEMU's machine protocol, free for anybody; and another one for the driver. */
  qmp: string;
  driverQmp: string;
  /** The serial seat, the root shell, and the serial console of the guest. */
  serial: string;
  shell: string;
  guestSerial: string;
  /** Where the driver runs commands. */
  agent: string;
  /** The folder of the sockets that stand for the NICs' cables. */
  wires: string;
};

/** Root ports for NICs, at boot and later. */
export const nicSlots = 8;

/**
 * All that QEMU emulates, but what makes it slow: with ERMS kernel and glibc fill and copy memory by `rep movsb`, which is emulated byte by
 * byte (a box boots 8 % slower), and with SMAP each copy to or from a program is two instructions that end a translated block.
 */
export const emulatedProcessor = 'max,-erms,-smap';

/** QEMU's arguments for a box. Pure: no file is looked at. */
export function planQemuArgs(plan: BoxPlan, paths: BoxPaths, accel: Accel, cmdline: string): string[] {
  return [
    ['-name', 'bezel-box', '-no-user-config', '-nodefaults', '-display', 'none'],
    accel.kind === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : ['-accel', 'tcg,thread=multi', '-cpu', emulatedProcessor],
    ['-machine', 'q35'],
    planProcessorArgs(plan, accel.kind === 'kvm' ? 2 : 1),
    ['-rtc', 'base=utc'],
    planSmbiosArgs(plan.smbios ?? plainSmbios),
    planBootArgs(plan, paths, cmdline),
    planDiskArgs(paths),
    ['-vga', 'std', '-device', 'virtio-rng-pci'],
    ['-device', 'qemu-xhci,id=usb,p2=8,p3=8'],
    ['-device', 'ide-cd,id=dvd,bus=ide.2'],
    Array.from({ length: nicSlots }, (_, slot) => [
      '-device',
      `pcie-root-port,id=slot${slot},chassis=${slot + 1}`,
    ]).flat(),
    toSlots(plan.nics).flatMap((slot) => planNicArgs(slot, paths.sockets.wires)),
    plan.recordFrames ? toSlots(plan.nics).flatMap((slot) => planRecorder(slot, paths.frames)) : [],
    planSerialArgs(paths),
    planAgentArgs(paths),
    planMonitorArgs(paths.sockets),
    plan.qemuArgs,
  ].flat();
}

function planBootArgs(plan: BoxPlan, paths: BoxPaths, cmdline: string): string[] {
  if (plan.firmware === 'direct') {
    const append = [cmdline, plan.appendCmdline].filter((part) => part !== '').join(' ');
    return ['-kernel', paths.kernel, '-initrd', paths.initrd, '-append', append];
  }
  if (plan.firmware === 'bios') return [];
  return [
    ['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${doubleCommas(paths.uefiCode)}`],
    ['-drive', `if=pflash,unit=1,format=raw,file=${doubleCommas(paths.uefiVars)}`],
  ].flat();
}

function planDiskArgs(paths: BoxPaths): string[] {
  return [
    ['-blockdev', `driver=file,node-name=disk-file,discard=unmap,filename=${doubleCommas(paths.disk)}`],
    ['-blockdev', 'driver=qcow2,node-name=disk,discard=unmap,file=disk-file'],
    ['-device', 'virtio-blk-pci,drive=disk,serial=LAB-DISK-1,bootindex=1'],
  ].flat();
}

/** The slots of a box's NICs: those that are named, or the first ones. */
const toSlots = (nics: BoxPlan['nics']): number[] =>
  typeof nics === 'number' ? Array.from({ length: nics }, (_, slot) => slot) : nics;

function planNicArgs(slot: number, wires: string): string[] {
  const { netdev, device } = planNic(slot, wires);
  return ['-netdev', join(netdev), '-device', join(device)];
}

/** `rx` are the frames that the netdev receives: those that the box sends. */
function planRecorder(slot: number, folder: string): string[] {
  const id = toNicId(slot);
  const file = doubleCommas(toRecording(folder, id));
  return ['-object', `filter-dump,id=${id}-frames,netdev=${id}-wire,queue=rx,maxlen=65536,file=${file}`];
}

/** The file with what a NIC has sent. */
export const toRecording = (folder: string, nic: string): string => `${folder}/${nic}.pcap`;

/** ttyS0 is the seat, ttyS2 the root shell; ttyS1 stays free for the product's own use. */
function planSerialArgs(paths: BoxPaths): string[] {
  const port = (id: string, socket: string, log: string) => [
    ...[
      '-chardev',
      `socket,id=${id},server=on,wait=off,path=${doubleCommas(socket)},logfile=${doubleCommas(log)},logappend=on`,
    ],
    ...['-serial', `chardev:${id}`],
  ];
  return [
    ...port('serial', paths.sockets.serial, paths.serialLog),
    ...['-serial', 'null'],
    ...port('shell', paths.sockets.shell, paths.shellLog),
  ];
}

/** systemd in the box takes units from fw_cfg, so that firmware boots get the agent too and no image has to carry it. */
function planAgentArgs(paths: BoxPaths): string[] {
  const credential = (name: string, file: string) => [
    '-fw_cfg',
    `name=opt/io.systemd.credentials/${name},file=${doubleCommas(`${paths.inBox}/${file}`)}`,
  ];
  const port = (id: string, socket: string) => [
    ...['-chardev', `socket,id=${id},server=on,wait=off,path=${doubleCommas(socket)}`],
    ...['-device', `virtserialport,chardev=${id},name=lab.${id}`],
  ];
  return [
    ...credential('lab.agent', 'agent.pl'),
    ...credential('systemd.extra-unit.l.service', 'agent.service'),
    ...credential('systemd.unit-dropin.-.mount', 'root-mount.conf'),
    ...['-device', 'virtio-serial-pci'],
    ...port('agent', paths.sockets.agent),
    ...port('guest-serial', paths.sockets.guestSerial),
  ];
}

function planMonitorArgs(sockets: BoxSockets): string[] {
  return [sockets.qmp, sockets.driverQmp].flatMap((path, index) => [
    ...['-chardev', `socket,id=qmp${index},server=on,wait=off,path=${doubleCommas(path)}`],
    ...['-mon', `chardev=qmp${index},mode=control`],
  ]);
}

function join(options: { type: string } & Record<string, string | number>): string {
  const { type, ...rest } = options;
  return [type, ...Object.entries(rest).map(([key, value]) => `${key}=${doubleCommas(String(value))}`)].join(
    ',',
  );
}

/** A comma ends an option of QEMU's unless doubled. */
function doubleCommas(value: string): string {
  return value.replaceAll(',', ',,');
}
