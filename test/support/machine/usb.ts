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
  const bus = path.replace(/^usb/, '').split('-')[0];
  // Where in the tree a device is does not matter to who reads the bus' flat list.
  const below = (name: string): string => `/sys/devices/pci0000:00/0000:00:14.0/usb${bus}/${name}`;
  const link = (name: string): MachineFiles => ({ [`/sys/bus/usb/devices/${name}`]: linkTo(below(name)) });
  const tree: MachineFiles = {
    ...link(path),
    [`${below(path)}/uevent`]: `DEVTYPE=usb_device\nDRIVER=usb\nPRODUCT=${product}\nTYPE=${type}\nBUSNUM=001\n`,
    [`${below(path)}/speed`]: `${speed}\n`,
    [`${below(path)}/maxchild`]: `${ports}\n`,
  };
  for (const [name, text] of Object.entries(strings)) tree[`${below(path)}/${name}`] = `${text}\n`;
  for (const [index, each] of interfaces.entries()) {
    const name = `${path.replace(/^usb(\d+)$/, '$1-0')}:1.${index}`;
    const driver = each.driver === undefined ? '' : `DRIVER=${each.driver}\n`;
    Object.assign(tree, link(name));
    tree[`${below(name)}/uevent`] =
      `DEVTYPE=usb_interface\n${driver}PRODUCT=${product}\nTYPE=${type}\nINTERFACE=${each.type}\n`;
  }
  return tree;
}
