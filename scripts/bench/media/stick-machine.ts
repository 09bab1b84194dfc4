import { emptyFolder, linkTo, type MachineFiles } from '../../../test/support/machine/entries.ts';

const controller = '/sys/devices/pci0000:00/0000:00:14.0/usb1';
const hubs = 8;

/** What the kernel has of a box with so many USB sticks, behind hubs of eight ports. Names are from `sdb` on. */
export function machineWithSticks(count: number): MachineFiles {
  const sticks = Array.from({ length: count }, (_, index) => stickFiles(index));
  return Object.assign(
    {
      '/proc/self/mountinfo': '24 1 254:0 / / ro,relatime shared:1 - ext4 /dev/vda2 ro\n',
      '/sys/dev/block/254:0': linkTo('/sys/devices/virtual/block/vda'),
      '/sys/devices/virtual/block/vda/dev': '254:0\n',
      '/run/udev/control': '',
      '/dev/vdb': '',
    },
    ...sticks,
  );
}

/** The kernel's name of the disk in a place. */
export const nameOf = (index: number): string =>
  `sd${index < 25 ? '' : 'a'}${String.fromCharCode(97 + ((index + 1) % 26))}`;

export const sequenceOf = (index: number): number => 17 + index;

/** Where the kernel has it in `/sys`. */
export const pathOf = (index: number): string => {
  const port = portOf(index);
  const host = 6 + index;
  return `${deviceOf(index)}/${port}:1.0/host${host}/target${host}:0:0/${host}:0:0:0/block/${nameOf(index)}`;
};

const portOf = (index: number): string => `1-${1 + Math.floor(index / hubs)}.${1 + (index % hubs)}`;
const deviceOf = (index: number): string =>
  `${controller}/1-${1 + Math.floor(index / hubs)}/${portOf(index)}`;

function stickFiles(index: number): MachineFiles {
  const device = deviceOf(index);
  const disk = pathOf(index);
  const interfaceFolder = `${device}/${portOf(index)}:1.0`;
  const number = String(2 + index).padStart(3, '0');
  return {
    [`/sys/block/${nameOf(index)}`]: linkTo(disk),
    [`/sys/bus/usb/devices/${portOf(index)}`]: linkTo(device),
    [`/sys/bus/usb/devices/${portOf(index)}:1.0`]: linkTo(interfaceFolder),
    [`${disk}/dev`]: `8:${16 * (index + 1)}\n`,
    [`${disk}/diskseq`]: `${sequenceOf(index)}\n`,
    [`${disk}/size`]: '62521344\n',
    [`${disk}/ro`]: '0\n',
    [`${disk}/removable`]: '1\n',
    [`${disk}/queue/logical_block_size`]: '512\n',
    [`${disk}/queue/physical_block_size`]: '512\n',
    [`${disk}/queue/discard_max_bytes`]: '0\n',
    [`${disk}/holders`]: emptyFolder,
    [`${disk}/${nameOf(index)}1/dev`]: `8:${16 * (index + 1) + 1}\n`,
    [`${disk}/${nameOf(index)}1/holders`]: emptyFolder,
    [`${disk}/device/vendor`]: 'SanDisk \n',
    [`${disk}/device/model`]: 'Ultra           \n',
    [`${device}/uevent`]: `MAJOR=189\nMINOR=${index}\nDEVTYPE=usb_device\nDRIVER=usb\nPRODUCT=781/5581/100\nTYPE=0/0/0\nBUSNUM=001\nDEVNUM=${number}\n`,
    [`${device}/bNumInterfaces`]: ' 1\n',
    [`${device}/manufacturer`]: 'SanDisk\n',
    [`${device}/product`]: 'Ultra\n',
    [`${device}/serial`]: `4C53${String(index).padStart(16, '0')}\n`,
    [`${interfaceFolder}/uevent`]: 'DEVTYPE=usb_interface\nDRIVER=usb-storage\nINTERFACE=8/6/80\n',
  };
}
