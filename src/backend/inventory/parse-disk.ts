import { parseCount } from './parse-scalar.ts';

/** `size` in sysfs counts units of 512 bytes, whatever the disk's sectors are. */
export function parseDiskSize(text: string): number | undefined {
  const sectors = parseCount(text);
  return sectors === undefined ? undefined : sectors * 512;
}

/** Names of the kernel's block devices that are no disks: made of other ones, made of memory, or optical and floppy drives. */
const noDisk = /^(loop|ram|zram|dm-|md|nbd|rbd|drbd|bcache|sr|fd|mtdblock)\d/;
/** One path of a multipath NVMe disk, which the kernel hides. */
const nvmePath = /^nvme\d+c\d+n\d+$/;

export const isDiskName = (name: string): boolean => !noDisk.test(name) && !nvmePath.test(name);

/** What the disk is connected by, from its path in sysfs. */
export function parseDiskBus(devicePath: string): string | undefined {
  const buses: [RegExp, string][] = [
    [/\/usb\d+\//, 'usb'],
    [/\/nvme(-subsystem)?\//, 'nvme'],
    [/\/virtio\d+\//, 'virtio'],
    [/\/ata\d+\//, 'ata'],
    [/\/mmc_host\//, 'mmc'],
    [/\/(session\d+|iscsi[^/]*)\//, 'iscsi'],
    [/\/host\d+\/(port-|.*end_device)/, 'sas'],
    [/\/host\d+\//, 'scsi'],
  ];
  return buses.find(([pattern]) => pattern.test(`${devicePath}/`))?.[1];
}

/**
 * A name that is unique in the world by its form: `naa.` (SCSI, ATA), `eui.` (NVMe, also for an NGUID) or `uuid.`. What the kernel makes of model
 * and serial number where there is none (`t10.ATA…`, `nvme.1234-…`) is no such name.
 */
export function parseWwn(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  const match = /^(?:(?:naa|eui)\.([0-9a-f]{16,32})|uuid\.([0-9a-f-]{36}))$/.exec(name);
  const digits = match?.[1] ?? match?.[2];
  return digits === undefined || /^[0-]*$/.test(digits) ? undefined : name;
}

/** The unit serial number page (0x80) of a SCSI disk's vital product data: four bytes of header, then text. */
export function parseSerialPage(page: Uint8Array): Uint8Array | undefined {
  if (page.length < 4 || page[1] !== 0x80) return undefined;
  const length = ((page[2] ?? 0) << 8) | (page[3] ?? 0);
  return page.subarray(4, 4 + length);
}

export interface Mount {
  /** `major:minor` */
  device: string;
  mountPoint: string;
}

/** `/proc/self/mountinfo`; see proc_pid_mountinfo(5). */
export function parseMounts(mountinfo: string): Mount[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [, , device, , mountPoint] = line.split(' ');
    return device && mountPoint ? [{ device, mountPoint }] : [];
  });
}

/** What the running host is made of: a disk that carries one of these is the box's own. */
const hostMounts = new Set(['/', '/usr', '/boot', '/boot/efi', '/efi', '/var', '/var/lib/bezel']);

export const toHostDevices = (mounts: readonly Mount[]): string[] => [
  ...new Set(mounts.filter((mount) => hostMounts.has(mount.mountPoint)).map((mount) => mount.device)),
];
