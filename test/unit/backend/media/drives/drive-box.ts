import type { CommandResult } from '../../../../../src/backend/host/commands.ts';
import type { Files } from '../../../../../src/backend/host/files.ts';
import { linkTo, type MachineFiles } from '../../../../support/machine/entries.ts';
import { machineOf } from '../../../../support/machine/files.ts';

export interface DriveParts {
  /** Below `/sys/devices`. */
  at?: string;
  vendor?: string;
  model?: string;
  /** Of a USB drive. */
  serial?: string;
  /** The label of the disc; `null` without a disc. */
  disc?: string | null;
  generic?: boolean;
  request?: number;
}

export const ataPath = (port: number): string =>
  `pci0000:00/0000:00:1f.2/ata${port}/host${port - 1}/target${port - 1}:0:0/${port - 1}:0:0:0`;
const usbDevice = 'pci0000:00/0000:00:14.0/usb1/1-4/1-4.1';
export const usbPath = `${usbDevice}/1-4.1:1.0/host6/target6:0:0/6:0:0:0`;

/** What the kernel and udev have of a box with drives, in memory: plugged, pulled and with other discs as a test wants. */
export class DriveBox {
  readonly #drives = new Map<string, { parts: DriveParts; seen: number; disc: number; poll: string }>();
  /** What is on the lent disk: files and their sizes. */
  readonly disk = new Map<string, number>();
  readonly #loops = new Map<string, { path: string; number: number; isEnding: boolean }>();
  #lent: { path: string; isThere: boolean } | undefined;
  #xml = () => '';
  #seen = 1000;
  #disc = 10;

  plug(name: string, parts: DriveParts = {}): void {
    this.#drives.set(name, { parts, seen: ++this.#seen, disc: ++this.#disc, poll: '-1' });
  }

  pull(name: string): void {
    this.#drives.delete(name);
  }

  /** Another disc, or none. */
  change(name: string, disc: string | null): void {
    const drive = this.#drives.get(name);
    if (drive === undefined) return;
    drive.parts = { ...drive.parts, disc };
    drive.disc = ++this.#disc;
  }

  press(name: string): void {
    const drive = this.#drives.get(name);
    if (drive !== undefined) drive.parts = { ...drive.parts, request: (drive.parts.request ?? 0) + 1 };
  }

  /** As the kernel takes it, which has `-1` for the usual. */
  writePoll(name: string, text: string): void {
    const drive = this.#drives.get(name);
    if (drive === undefined) throw new Error(`there is no ${name}`);
    drive.poll = text;
  }

  pollOf(name: string): string | undefined {
    return this.#drives.get(name)?.poll;
  }

  seenOf(name: string): string {
    return String(this.#drives.get(name)?.seen);
  }

  discOf(name: string): number | undefined {
    return this.#drives.get(name)?.disc;
  }

  /** A disk with images is lent, and mounted there. */
  lend(path: string, files: Record<string, number> = {}): void {
    this.#lent = { path, isThere: true };
    for (const [name, sizeBytes] of Object.entries(files)) this.disk.set(`${path}/${name}`, sizeBytes);
  }

  /** The lent disk is pulled out: its mount stays while something of it is open. */
  yankLent(): void {
    if (this.#lent !== undefined) this.#lent.isThere = false;
  }

  /** The numbers of loop devices, as they are without those that end when nobody has them open. */
  get loops(): Map<string, number> {
    for (const [name, { number, isEnding }] of [...this.#loops])
      if (isEnding && !this.#xml().includes(`by-diskseq/${number}'`)) this.#loops.delete(name);
    return new Map([...this.#loops].map(([name, { number }]) => [name, number]));
  }

  /** As the kernel does it; `xml` tells what QEMU has open. */
  losetup(args: readonly string[], xml: () => string): CommandResult {
    this.#xml = xml;
    const last = args.at(-1) ?? '';
    if (args.includes('--detach')) {
      const loop = this.#loops.get(last.replace('/dev/', ''));
      if (loop !== undefined) loop.isEnding = true;
      return { ok: true, stdout: '' };
    }
    const name = `loop${this.#loops.size}`;
    this.#loops.set(name, { path: last, number: ++this.#disc, isEnding: false });
    return { ok: true, stdout: `/dev/${name}\n` };
  }

  get files(): Files {
    const parts = [...this.#drives].map(([name, drive]) => this.#toFiles(name, drive));
    const loops = [...this.loops.keys()].map((name): MachineFiles => {
      const { path = '', number } = this.#loops.get(name) ?? {};
      return {
        [`/sys/block/${name}/loop/backing_file`]: `${path}\n`,
        [`/sys/block/${name}/diskseq`]: `${number}\n`,
      };
    });
    const { path, isThere = false } = this.#lent ?? {};
    const mount: MachineFiles =
      path === undefined
        ? {}
        : { '/proc/self/mountinfo': `42 28 8:17 / ${path} ro,nosymfollow - vfat /dev/sdb1 ro\n` };
    const lent: MachineFiles = isThere ? { '/sys/dev/block/8:17': { folder: [] } } : {};
    const names = [...this.#drives.keys(), ...this.loops.keys()];
    return machineOf({ '/sys/block': { folder: names } }, mount, lent, ...loops, ...parts);
  }

  #toFiles(
    name: string,
    { parts, seen, disc: number, poll }: { parts: DriveParts; seen: number; disc: number; poll: string },
  ): MachineFiles {
    const {
      at = ataPath(3),
      vendor = 'PLDS    ',
      model = 'DVD-RW DU8AESH  ',
      disc = null,
      generic = true,
    } = parts;
    const device = `/sys/devices/${at}`;
    const home = `${device}/block/${name}`;
    const dev = `11:${name.replace('sr', '')}`;
    const udev = [
      `S:disk/by-diskseq/${number}`,
      `I:${seen}`,
      'E:ID_CDROM=1',
      ...(disc === null ? [] : ['E:ID_CDROM_MEDIA=1', `E:ID_FS_LABEL=${disc}`]),
      ...(parts.request === undefined ? [] : [`E:BEZEL_EJECT_REQUEST=${parts.request}`]),
    ];
    return {
      [`/sys/block/${name}`]: linkTo(home),
      [`${home}/device`]: linkTo(device),
      [`${home}/dev`]: `${dev}\n`,
      [`${home}/size`]: '4096\n',
      [`${home}/events_poll_msecs`]: `${poll}\n`,
      [`${device}/vendor`]: `${vendor}\n`,
      [`${device}/model`]: `${model}\n`,
      ...(generic ? { [`${device}/scsi_generic/sg${name.replace('sr', '')}/dev`]: '21:0\n' } : {}),
      [`/run/udev/data/b${dev}`]: `${udev.join('\n')}\n`,
      ...(at === usbPath
        ? {
            [`/sys/devices/${usbDevice}/uevent`]: 'PRODUCT=152e/2571/1\n',
            ...(parts.serial === undefined
              ? {}
              : { [`/sys/devices/${usbDevice}/serial`]: `${parts.serial}\n` }),
          }
        : {}),
    };
  }
}
