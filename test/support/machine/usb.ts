import { linkTo, type MachineFiles } from './entries.ts';

export interface UsbInput {
  path: string;
  /** As the kernel's `PRODUCT=` has it: hexadecimal without leading zeros. */
  product: string;
  /** Class, subclass, protocol, in decimal. */
  type?: string;
  interfaces?: { type: string; driver?: string }[];
  strings?: { manufacturer?: string; product?: string; serial?: string };
  speed?: string;
  ports?: number;
}

export function usbDevice(input: UsbInput): MachineFiles {
  const { path, product, type = '0/0/0', interfaces = [], strings = {}, speed = '480', ports = 0 } = input;
  const home = homeOf(path);
  const link = (name: string, at: string): MachineFiles => ({ [`/sys/bus/usb/devices/${name}`]: linkTo(at) });
  const tree: MachineFiles = {
    ...link(path, home),
    [`${home}/uevent`]: `DEVTYPE=usb_device\nDRIVER=usb\nPRODUCT=${product}\nTYPE=${type}\nBUSNUM=001\n`,
    [`${home}/speed`]: `${speed}\n`,
    [`${home}/maxchild`]: `${ports}\n`,
  };
  for (const [name, text] of Object.entries(strings)) tree[`${home}/${name}`] = `${text}\n`;
  for (const [index, each] of interfaces.entries()) {
    const name = `${path.replace(/^usb(\d+)$/, '$1-0')}:1.${index}`;
    const driver = each.driver === undefined ? '' : `DRIVER=${each.driver}\n`;
    Object.assign(tree, link(name, `${home}/${name}`));
    tree[`${home}/${name}/uevent`] =
      `DEVTYPE=usb_interface\n${driver}PRODUCT=${product}\nTYPE=${type}\nINTERFACE=${each.type}\n`;
  }
  return tree;
}

/** Where the kernel has a device: below the hub that it is plugged into. */
function homeOf(path: string): string {
  const [bus = '', ports] = path.replace('usb', '').split('-');
  const numbers = ports?.split('.') ?? [];
  const levels = numbers.map((_, level) => `/${bus}-${numbers.slice(0, level + 1).join('.')}`);
  return `/sys/devices/pci0000:00/0000:00:14.0/usb${bus}${levels.join('')}`;
}
