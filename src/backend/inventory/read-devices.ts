import type { Inventory } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { readOpticalDrives } from './optical/read-optical.ts';
import { toGpus } from './pci/plan-gpus.ts';
import { readDrmCards } from './pci/read-drm.ts';
import { readPci } from './pci/read-pci.ts';
import { toNamedNics } from './plan-nics.ts';
import { readDisks } from './read-disks.ts';
import { type ReadPermanentMacs, readNics } from './read-nics.ts';
import { readUsb } from './usb/read-usb.ts';

export type Devices = Pick<
  Inventory,
  'pci' | 'gpus' | 'nics' | 'disks' | 'opticalDrives' | 'usb' | 'problems'
>;

/** What hangs on the buses, and what stands in the way of seeing it. */
export async function readDevices(files: Files, readPermanentMacs: ReadPermanentMacs): Promise<Devices> {
  const [pci, cards, nics, disks, opticalDrives, usb] = await Promise.all([
    readPci(files),
    readDrmCards(files),
    readNics(files, readPermanentMacs),
    readDisks(files),
    readOpticalDrives(files),
    readUsb(files),
  ]);
  return {
    pci: pci.devices,
    gpus: toGpus(pci.devices, cards),
    nics: toNamedNics(nics.nics, pci.devices, usb.devices),
    disks: disks.disks,
    opticalDrives,
    usb: usb.devices,
    problems: [...pci.problems, ...nics.problems, ...disks.problems, ...usb.problems],
  };
}
