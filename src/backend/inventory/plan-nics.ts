import {
  type Fact,
  factValue,
  known,
  type Nic,
  type PciDevice,
  type UsbDevice,
  unknown,
} from '../../contract/index.ts';
import { toModel } from './pci/to-model.ts';

/** The NICs with what the lists of the buses say of them: the model, and the NUMA node of the PCI device that they are, or hang on. */
export function toNamedNics(
  nics: readonly Nic[],
  pci: readonly PciDevice[],
  usb: readonly UsbDevice[],
): Nic[] {
  const functions = new Map(pci.map((device) => [device.address, device]));
  const usbDevices = new Map(usb.map((device) => [device.path, device]));
  return nics.map((nic) => {
    const [address = '', port] = (factValue(nic.path) ?? '').split('/');
    const controller = functions.get(address);
    const plugged = usbDevices.get(/^usb-(.*)$/.exec(port ?? address)?.[1] ?? '');
    return {
      ...nic,
      model: plugged ? toUsbModel(plugged) : controller ? toModel(controller) : nic.model,
      node: controller?.node ?? nic.node,
    };
  });
}

/** A device's own words; many repeat the maker in the product. */
function toUsbModel({ manufacturer, product }: UsbDevice): Fact<string> {
  const [maker, name] = [factValue(manufacturer), factValue(product)];
  if (name === undefined) return maker === undefined ? unknown('the device does not say') : known(maker);
  return known(
    maker === undefined || name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`,
  );
}
