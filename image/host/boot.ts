import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type FatFile, writeFat } from '../lib/fat.ts';
import type { BuildContext } from '../lib/run.ts';
import type { HostBase } from './base.ts';
import { COMMAND_LINE, ESP_MIB, LAYOUT } from './layout.ts';

/** Boot menus without a menu: one entry, nothing to edit, no key that leads anywhere. */
export function renderLoaderFiles(commandLine: string): Record<string, string> {
  return {
    'loader/loader.conf': 'default bezel.conf\ntimeout 0\neditor no\nauto-entries no\nauto-firmware no\n',
    'loader/entries/bezel.conf': `title Bezel\nlinux /bezel/vmlinuz\ninitrd /bezel/initrd.img\noptions ${commandLine}\n`,
    'syslinux/syslinux.cfg': [
      'DEFAULT bezel',
      'PROMPT 0',
      'NOESCAPE 1',
      'ALLOWOPTIONS 0',
      'LABEL bezel',
      '  LINUX /bezel/vmlinuz',
      '  INITRD /bezel/initrd.img',
      `  APPEND ${commandLine}`,
      '',
    ].join('\n'),
  };
}

/** Makes the EFI system partition: systemd-boot for UEFI, SYSLINUX for BIOS, both with the same kernel. */
export async function writeBootPartition(context: BuildContext, file: string, base: HostBase): Promise<void> {
  const work = path.dirname(file);
  const files: FatFile[] = [
    { source: base.bootloader, target: 'EFI/BOOT/BOOTX64.EFI' },
    { source: base.kernel, target: 'bezel/vmlinuz' },
    { source: base.initrd, target: 'bezel/initrd.img' },
  ];
  for (const [target, text] of Object.entries(renderLoaderFiles(COMMAND_LINE))) {
    const source = path.join(work, path.basename(target));
    await writeFile(source, text);
    files.push({ source, target });
  }
  await writeFat(context, file, {
    ...{ sizeMiB: ESP_MIB, label: 'BEZEL-ESP', startMiB: LAYOUT.espStartMiB },
    ...{ files, syslinuxDirectory: 'syslinux' },
  });
}
