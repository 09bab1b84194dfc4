/** What an interface of a USB device is, by USB's codes; see the kernel's `usb_uevent`. */
export interface UsbInterface {
  classId: number;
  subclass: number;
  protocol: number;
  driver: string | undefined;
}

/** `INTERFACE=3/1/1` of an interface's uevent, in decimal. */
export function parseInterface(uevent: string): UsbInterface | undefined {
  const match = /^INTERFACE=(\d{1,3})\/(\d{1,3})\/(\d{1,3})$/m.exec(uevent);
  if (match === null) return undefined;
  const [classId = 0, subclass = 0, protocol = 0] = match.slice(1).map(Number);
  return { classId, subclass, protocol, driver: /^DRIVER=(\S+)$/m.exec(uevent)?.[1] };
}

const hub = 0x09;
const storage = 0x08;
const hid = 0x03;

export const isHub = ({ classId }: UsbInterface): boolean => classId === hub;
export const isStorage = ({ classId }: UsbInterface): boolean => classId === storage;
export const isHid = ({ classId }: UsbInterface): boolean => classId === hid;
/** The protocols that firmware can use, too: each keyboard and mouse for everybody has one of them. */
export const isBootKeyboard = ({ classId, subclass, protocol }: UsbInterface): boolean =>
  classId === hid && subclass === 1 && protocol === 1;
export const isBootMouse = ({ classId, subclass, protocol }: UsbInterface): boolean =>
  classId === hid && subclass === 1 && protocol === 2;

/** Ethernet and the like: CDC's ECM, NCM and MBIM, and RNDIS in its two disguises. Others are found by their driver. */
export const isNetwork = ({ classId, subclass, protocol }: UsbInterface): boolean =>
  (classId === 0x02 && [0x06, 0x0d, 0x0e].includes(subclass)) ||
  (classId === 0xe0 && subclass === 1 && protocol === 3) ||
  (classId === 0xef && subclass === 4 && protocol === 1);

/** `BUSNUM`, `DEVNUM` and `PRODUCT` of a device's uevent. */
export function parseDevice(
  uevent: string,
): { bus: number; device: number; classId: number | undefined } | undefined {
  const number = (name: string): number | undefined => {
    const digits = new RegExp(`^${name}=(\\d{1,3})$`, 'm').exec(uevent)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const [bus, device] = [number('BUSNUM'), number('DEVNUM')];
  if (bus === undefined || device === undefined) return undefined;
  const kind = /^TYPE=(\d{1,3})\//m.exec(uevent)?.[1];
  // 0 says that the interfaces have classes, and 239 nothing.
  const classId = kind === undefined || ['0', '239'].includes(kind) ? undefined : Number(kind);
  return { bus, device, classId };
}
