import { escapeXml } from '../../engine/escape-xml.ts';
import type { UsbDevice } from './model.ts';

/**
 * The element of a device for the running domain: https://libvirt.org/formatdomain.html#usb-pci-scsi-devices
 * libvirt looks for the device with these IDs at this place, and finds none where it has gone.
 */
export const renderDevice = (
  { bus, device, vendorId, productId }: Pick<UsbDevice, 'bus' | 'device' | 'vendorId' | 'productId'>,
  alias: string,
): string => `<hostdev mode='subsystem' type='usb' managed='no'>
  <source>
    <vendor id='0x${escapeXml(vendorId)}'/>
    <product id='0x${escapeXml(productId)}'/>
    <address bus='${bus}' device='${device}'/>
  </source>
  <alias name='${escapeXml(alias)}'/>
</hostdev>`;
