import type { Files } from '../../../../src/backend/host/files.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';

export interface Stick {
  lun?: number;
  sizeBytes?: number;
  vendor?: string;
  model?: string;
  serial?: string;
  /** `vendor/product/revision` in hexadecimal. */
  product?: string;
  readOnly?: boolean;
  removable?: boolean;
  sectorBytes?: number;
  /** Names of partitions, numbered from 1. */
  partitions?: number;
}

/** An interface of a device: `3/1/1` is USB's class, subclass and protocol, in decimal. */
export interface Interface {
  codes: string;
  driver?: string;
  /** What is in its folder, for example `net/eth0` or `ttyUSB0`. */
  inside?: string[];
}

export interface Device {
  interfaces?: Interface[];
  vendor?: string;
  model?: string;
  serial?: string;
  product?: string;
  /** The device's own class. */
  type?: string;
  /** How many interfaces it says that it has. */
  count?: number;
}

const controller = '/sys/devices/pci0000:00/0000:00:14.0/usb1';
const missing = (path: string) => notRead('missing', `${path} does not exist`);

/** What sysfs has of a box with USB disks, in memory: plugged, pulled and with other media as a test wants. */
export class UsbBox {
  readonly #texts = new Map<string, string>();
  readonly #links = new Map<string, string>();
  readonly #names = new Map<string, string>();
  #sequence = 16;
  #devices = 1;

  /** Returns the kernel's name. Whatever was in that port is pulled first. */
  plug(port: string, stick: Stick = {}): string {
    const { lun = 0, sectorBytes = 512, partitions = 0 } = stick;
    this.yank(port, lun);
    const name = this.#freeName();
    const device = `${controller}/${port}`;
    const path = `${device}/${port}:1.0/host6/target6:0:0/6:0:0:${lun}/block/${name}`;
    this.#names.set(`${port}:${lun}`, name);
    this.#links.set(`/sys/block/${name}`, path);
    const at = `/sys/block/${name}`;
    const minor = 16 * (name.charCodeAt(2) - 97);
    const texts: Record<string, string | undefined> = {
      [`${at}/dev`]: `8:${minor}`,
      [`${at}/diskseq`]: String(++this.#sequence),
      [`${at}/size`]: String((stick.sizeBytes ?? 1024 * 1024) / 512),
      [`${at}/ro`]: stick.readOnly ? '1' : '0',
      [`${at}/removable`]: stick.removable === false ? '0' : '1',
      [`${at}/queue/logical_block_size`]: String(sectorBytes),
      [`${at}/queue/physical_block_size`]: String(sectorBytes),
      [`${at}/queue/discard_max_bytes`]: '0',
      [`${at}/device/vendor`]: stick.vendor ?? 'SanDisk ',
      [`${at}/device/model`]: stick.model ?? 'Ultra           ',
      [`${device}/uevent`]: `DEVTYPE=usb_device\nPRODUCT=${stick.product ?? '781/5581/100'}\nTYPE=0/0/0\n`,
      [`${device}/serial`]: stick.serial,
    };
    for (let part = 1; part <= partitions; part++) texts[`${at}/${name}${part}/dev`] = `8:${minor + part}`;
    for (const [file, text] of Object.entries(texts))
      if (text !== undefined) this.#texts.set(file, `${text}\n`);
    return name;
  }

  /** Returns the kernel's number of it on its bus. Whatever was in that port is pulled first. */
  plugDevice(port: string, device: Device = {}): number {
    this.unplugDevice(port);
    const at = `/sys/bus/usb/devices/${port}`;
    const { interfaces = [{ codes: '255/0/0' }], type = '0/0/0' } = device;
    const number = ++this.#devices;
    const bus = port.split('-')[0];
    const texts: Record<string, string | undefined> = {
      [`${at}/uevent`]: `DEVTYPE=usb_device\nPRODUCT=${device.product ?? '403/6001/600'}\nTYPE=${type}\nBUSNUM=${bus?.padStart(3, '0')}\nDEVNUM=${String(number).padStart(3, '0')}\n`,
      [`${at}/bNumInterfaces`]: ` ${device.count ?? interfaces.length}`,
      [`${at}/manufacturer`]: device.vendor ?? 'FTDI',
      [`${at}/product`]: device.model ?? 'FT232R USB UART',
      [`${at}/serial`]: device.serial,
    };
    for (const [index, { codes, driver, inside = [] }] of interfaces.entries()) {
      const folder = `${at}:1.${index}`;
      texts[`${folder}/uevent`] =
        `DEVTYPE=usb_interface\n${driver === undefined ? '' : `DRIVER=${driver}\n`}INTERFACE=${codes}\n`;
      for (const each of inside) texts[`${folder}/${each}/uevent`] = '';
    }
    for (const [file, text] of Object.entries(texts))
      if (text !== undefined) this.#texts.set(file, `${text}\n`);
    return number;
  }

  unplugDevice(port: string): void {
    for (const path of [...this.#texts.keys()])
      if (new RegExp(`^/sys/bus/usb/devices/${port.replaceAll('.', '\\.')}[:/]`).test(path))
        this.#texts.delete(path);
  }

  erase(path: string): void {
    this.#texts.delete(path);
  }

  yank(port: string, lun = 0): void {
    const name = this.#names.get(`${port}:${lun}`);
    if (name === undefined) return;
    this.#names.delete(`${port}:${lun}`);
    this.#links.delete(`/sys/block/${name}`);
    for (const path of [...this.#texts.keys()])
      if (path.startsWith(`/sys/block/${name}/`)) this.#texts.delete(path);
  }

  /** Another medium in a reader's slot, or none. */
  change(port: string, sizeBytes: number, lun = 0): void {
    const name = this.#names.get(`${port}:${lun}`);
    if (name === undefined) return;
    this.#texts.set(`/sys/block/${name}/size`, `${sizeBytes / 512}\n`);
    this.#texts.set(`/sys/block/${name}/diskseq`, `${++this.#sequence}\n`);
  }

  write(path: string, text: string): void {
    this.#texts.set(path, text);
  }

  link(path: string, target: string): void {
    this.#links.set(path, target);
  }

  /** The numbers of all that is plugged in. */
  get sequences(): string[] {
    return [...this.#names.values()].map(
      (name) => this.#texts.get(`/sys/block/${name}/diskseq`)?.trim() ?? '',
    );
  }

  readonly files: Files = {
    readText: async (path) => {
      const text = this.#texts.get(path);
      return text === undefined ? missing(path) : read(text);
    },
    readBytes: async (path) => missing(path),
    listNames: async (path) => {
      const all = [...this.#texts.keys(), ...this.#links.keys()].filter((each) =>
        each.startsWith(`${path}/`),
      );
      const names = new Set(all.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''));
      return path === '/sys/block' || names.size > 0 ? read([...names].sort()) : missing(path);
    },
    readLink: async (path) => missing(path),
    readLinkName: async (path) => missing(path),
    readRealPath: async (path) => {
      const target = this.#links.get(path);
      return target === undefined ? missing(path) : read(target);
    },
    isThere: async (path) => this.#texts.has(path),
  };

  #freeName(): string {
    const taken = new Set(this.#names.values());
    // The first disk is the box's own.
    const letters = Array.from({ length: 25 }, (_, i) => `sd${String.fromCharCode(98 + i)}`);
    return letters.find((name) => !taken.has(name)) ?? 'sdz';
  }
}
