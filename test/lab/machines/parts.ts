/** Arguments of QEMU for parts that the lab's box has not by itself. What is on them is zeros; they need no files. Pure. */
const zeros = (node: string, bytes: number, readOnly = false): string[] => [
  '-blockdev',
  `driver=null-co,node-name=${node},size=${bytes},read-zeroes=on,read-only=${readOnly ? 'on' : 'off'}`,
];

const mebibyte = 1024 * 1024;

/** An optical drive with a disc in it. */
export const optical = (id: string, bus: string): string[] => [
  ...zeros(`${id}-disc`, 8 * mebibyte, true),
  ...['-device', `ide-cd,id=${id},bus=${bus},drive=${id}-disc`],
];

/** A USB hub with eight ports in a port of the box. */
export const hub = (port: string): string[] => ['-device', `usb-hub,bus=usb.0,port=${port}`];

export const stick = (id: string, port: string): string[] => [
  ...zeros(`${id}-disk`, 64 * mebibyte),
  ...[
    '-device',
    `usb-storage,bus=usb.0,port=${port},drive=${id}-disk,removable=on,serial=${id.toUpperCase()}`,
  ],
];

/** A disk; `device` is the whole argument of QEMU but for what is on it. */
export const drive = (id: string, device: string): string[] => [
  ...zeros(`${id}-disk`, 1024 * mebibyte),
  ...['-device', `${device},drive=${id}-disk`],
];
