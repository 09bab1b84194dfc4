import type { Gpu } from '../../../contract/index.ts';
import { isPciAddress } from './parse-function.ts';

/** A card of the kernel's graphics (DRM). */
export interface DrmCard extends Pick<Gpu, 'address' | 'driver' | 'connectors'> {
  name: string;
}

/** Where on the PCI bus a card is; `undefined` for one that is on another bus, as behind a USB port of a PCI device. */
export function parseCardAddress(devicePath: string): string | undefined {
  const parts = devicePath.split('/');
  if (parts.some((part) => /^usb\d+$/.test(part))) return undefined;
  return parts.findLast(isPciAddress);
}

/** `connected` or `disconnected`; the kernel says `unknown` of a connector that cannot tell. */
export function parseConnectorStatus(text: string): string | undefined {
  const status = text.trim();
  return status === 'connected' || status === 'disconnected' ? status : undefined;
}
