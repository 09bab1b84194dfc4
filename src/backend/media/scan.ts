import { plainText } from '../../contract/index.ts';
import type { PolicyInForce } from '../config/policy/policy.ts';
import type { Files } from '../host/files.ts';
import { readUsbDevices, toKey } from './devices/read-usb-devices.ts';
import { readImages } from './images/read-images.ts';
import { KeptReadings } from './kept-readings.ts';
import type { Plugged, UsbDisk } from './model.ts';
import { type DiskMake, readUsbDisk, readUsbDisks } from './read-usb-disks.ts';

export interface ScanOptions {
  /** The machine's, which may be a recorded one. */
  machine: Files;
  readPolicy(): PolicyInForce;
  /** Names of the disks that the running host is made of. */
  readBootDisks(): Promise<ReadonlySet<string>>;
  /** udev is at work: a look is needed when it is done. */
  onUnsettled(): void;
}

/**
 * Reads what is plugged into the box: disks first, then the devices that are none. What a disk is, and that a device is none of these, is read once and
 * again when something is told of it: who has it is read each time.
 */
export class Scan {
  readonly #options: ScanOptions;
  readonly #disks = new KeptReadings<DiskMake>();
  readonly #others = new KeptReadings<'other'>();
  #known: ReadonlySet<string> = new Set();
  /** The disks could not be listed the last time. */
  isUnreadable = false;

  constructor(options: ScanOptions) {
    this.#options = options;
  }

  /** `undefined` when the disks can't be listed. */
  async read(): Promise<Plugged[] | undefined> {
    const { machine, readPolicy, onUnsettled } = this.#options;
    const { power, console } = readPolicy();
    const ups = power.ups;
    const own = {
      seats: console.seats,
      hasUsbUps: ups?.driver !== undefined && !ups.port.startsWith('/'),
    };
    const [disks, { devices, isSettled }] = await Promise.all([
      readUsbDisks(machine, this.#box, this.#disks),
      readUsbDevices(machine, own, this.#known, this.#others),
    ]);
    this.isUnreadable = disks === undefined;
    this.#known = new Set(devices.filter(({ isSure }) => isSure).map(toKey));
    if (!isSettled) onUnsettled();
    return disks && [...(await this.#withImages(disks)), ...devices];
  }

  async #withImages(disks: UsbDisk[]): Promise<UsbDisk[]> {
    if (disks.every(({ lent }) => lent === undefined)) return disks;
    const { images } = await readImages(this.#options.machine);
    return disks.map((disk) => {
      const { lent } = disk;
      const image = lent && images.find(({ path }) => path.startsWith(`${lent.path}/`));
      return image ? { ...disk, lent: { ...lent, image: plainText(image.path) } } : disk;
    });
  }

  /** One disk, as it is now. */
  readDisk(name: string): Promise<UsbDisk | undefined> {
    return readUsbDisk(this.#options.machine, this.#box, name);
  }

  /** Something is told of devices of these names; without names: it may have been of any. */
  forget(names?: readonly string[]): void {
    this.#disks.forget(names);
    this.#others.forget(names);
  }

  get #box() {
    const { readBootDisks, readPolicy } = this.#options;
    const sources = readPolicy().guest?.disks.map(({ source }) => source) ?? [];
    return { boot: readBootDisks(), guest: sources.filter((source) => source.startsWith('/dev/')) };
  }
}
