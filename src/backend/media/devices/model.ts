/**
 * A USB device that is neither a hub nor a disk nor a NIC, as the kernel tells of it. All texts are hostile, plain and short. The numbers of bus and
 * device are those of one plug-in: the kernel counts devices of a bus to 127 before it begins anew.
 */
export interface UsbDevice {
  kind: 'device';
  /** The path of USB ports, for example `1-2.3`. */
  id: string;
  port: string;
  bus: number;
  device: number;
  /** Four hexadecimal digits, in small letters. */
  vendorId: string;
  productId: string;
  vendor: string | undefined;
  model: string | undefined;
  serial: string | undefined;
  /** USB's classes of the device and its interfaces, two hexadecimal digits each. */
  classes: readonly string[];
  /** udev is done with it, so that what it is does not change any more. */
  isSure: boolean;
  /** What people work the box with. */
  input: 'keyboard' | 'other' | undefined;
  /** Why it is the box's own, in one sentence. */
  own: string | undefined;
}
