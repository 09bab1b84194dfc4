import { factValue, type PciDevice, type Problem } from '../../../contract/index.ts';

/** What the box loses while a device of a PCI base class has no driver. Of other classes many never have one, and nobody misses it. */
const losses: Record<string, { code: string; what: string; so: string }> = {
  '01': {
    code: 'inventory.storage-no-driver',
    what: 'storage controller',
    so: 'what is connected to it is not seen',
  },
  '02': { code: 'inventory.nic-no-driver', what: 'network device', so: 'the guest does not get it' },
  '03': { code: 'inventory.gpu-no-driver', what: 'graphics device', so: 'its monitor may stay dark' },
};

/** Whether a device without a driver is missed. */
export const isMissed = ({ classId, driver }: Pick<PciDevice, 'classId' | 'driver'>): boolean =>
  driver.state === 'unknown' && (factValue(classId)?.slice(0, 2) ?? '') in losses;

/** The problem of a device that is missed: its place, its numbers, and its name where that is known. */
export function toDriverProblem(
  device: Pick<PciDevice, 'address' | 'vendorId' | 'deviceId' | 'classId' | 'vendor' | 'device'>,
): Problem[] {
  const loss = losses[factValue(device.classId)?.slice(0, 2) ?? ''];
  if (loss === undefined) return [];
  const id = [device.vendorId, device.deviceId].map((fact) => factValue(fact) ?? '?').join(':');
  const name = [device.vendor, device.device].flatMap((fact) => factValue(fact) ?? []).join(' ');
  return [
    {
      code: loss.code,
      severity: 'warning',
      message: `The ${loss.what} ${device.address} (${name === '' ? id : `${name}, ${id}`}) has no driver, so that ${loss.so}`,
      hint: "See the kernel's messages, and whether the host image has the driver and its firmware",
    },
  ];
}
