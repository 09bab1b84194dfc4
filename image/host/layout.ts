/** Unused space in front of the first partition and behind the last, in MiB. */
export const MARGIN_MIB = 1;
/** EFI system partition: room for two kernels with their initramfs. */
export const ESP_MIB = 128;
/** System partition: the host, its journal and its state. What the guest writes is elsewhere. */
export const SYSTEM_MIB = 3072;

export const SYSTEM_LABEL = 'bezel-system';
export const ESP_LABEL = 'bezel-esp';

/** Where each partition starts, and how large the whole image is. */
export const LAYOUT = {
  espStartMiB: MARGIN_MIB,
  systemStartMiB: MARGIN_MIB + ESP_MIB,
  diskMiB: MARGIN_MIB + ESP_MIB + SYSTEM_MIB + MARGIN_MIB,
} as const;

/**
 * The kernel's command line in the product.
 * `gpt` makes the kernel fall back to the partition table's second copy, should the power fail while the first boot
 * extends it. `panic` also keeps the initramfs from offering a shell. The console is a VT that no seat shows.
 */
export const COMMAND_LINE = [
  `root=PARTLABEL=${SYSTEM_LABEL}`,
  'ro',
  'gpt',
  'panic=30',
  'console=tty12',
  'quiet',
  'loglevel=0',
  'systemd.show_status=false',
  'systemd.getty_auto=false',
  'systemd.gpt_auto=false',
  'vt.global_cursor_default=0',
].join(' ');

/** The partition table as input of `sfdisk`. */
export function renderPartitionTable(): string {
  const MIB = 2048;
  return [
    'label: gpt',
    `start=${LAYOUT.espStartMiB * MIB}, size=${ESP_MIB * MIB}, type=uefi, name=${ESP_LABEL}, attrs=LegacyBIOSBootable`,
    `start=${LAYOUT.systemStartMiB * MIB}, size=${SYSTEM_MIB * MIB}, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=${SYSTEM_LABEL}`,
    '',
  ].join('\n');
}
