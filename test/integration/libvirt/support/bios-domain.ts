import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Libvirtd } from '../../../support/libvirtd.ts';

/** A machine without a system: SeaBIOS, on its screen and its serial line, waits for Esc for a minute. */
export async function biosDomainXml(libvirtd: Libvirtd, name = 'bios'): Promise<string> {
  const disk = join(libvirtd.dir, `${name}.img`);
  await writeFile(disk, Buffer.alloc(1024 * 1024));
  await libvirtd.give(disk);
  return `<domain type='qemu'>
  <name>${name}</name>
  <memory unit='MiB'>32</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
    <boot dev='network'/>
    <bootmenu enable='yes' timeout='60000'/>
    <bios useserial='yes'/>
  </os>
  <features><acpi/></features>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='${disk}'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <disk type='file' device='cdrom'><target dev='hda' bus='ide'/><readonly/></disk>
    <controller type='usb' model='qemu-xhci'/>
    <serial type='pty'><target port='0'/></serial>
    <console type='pty'><target type='serial' port='0'/></console>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <graphics type='vnc' socket='${join(libvirtd.dir, `${name}.vnc`)}'/>
    <video><model type='vga' vram='16384' heads='1'/></video>
  </devices>
</domain>`;
}

/** A disc for that domain's drive. */
export async function discXml(libvirtd: Libvirtd): Promise<string> {
  const file = join(libvirtd.dir, 'disc.iso');
  await writeFile(file, Buffer.alloc(64 * 1024));
  await libvirtd.give(file);
  return `<disk type='file' device='cdrom'>
  <driver name='qemu' type='raw'/>
  <source file='${file}'/>
  <target dev='hda' bus='ide'/>
  <readonly/>
</disk>`;
}

/** A USB stick with 1 MiB, for that domain. */
export async function usbStickXml(libvirtd: Libvirtd): Promise<string> {
  const file = join(libvirtd.dir, 'stick.img');
  await writeFile(file, Buffer.alloc(1024 * 1024));
  await libvirtd.give(file);
  return `<disk type='file' device='disk'>
  <driver name='qemu' type='raw'/>
  <source file='${file}'/>
  <target dev='sdz' bus='usb'/>
  <alias name='ua-stick'/>
</disk>`;
}
