import { toUsbMake } from '../../contract/index.ts';
import type { UsbDevice } from './devices/model.ts';
import type { Lent } from './lend/model.ts';

/** A USB disk, stick or slot of a card reader as the kernel tells of it. All texts are hostile, plain and short. */
export interface UsbDisk {
  kind: 'disk';
  /** The path of USB ports and the LUN, for example `1-2.3:0`. */
  id: string;
  port: string;
  lun: number;
  /** The kernel's name, for example `sdb`. */
  name: string;
  /** The kernel's number of what is in it, never given twice in a boot: another for each disk that is plugged in, and each medium. */
  sequence: number | undefined;
  /** 0 without a medium. */
  sizeBytes: number;
  sectorBytes: number | undefined;
  physicalSectorBytes: number | undefined;
  readOnly: boolean;
  removable: boolean;
  discard: boolean;
  /** Four hexadecimal digits, in small letters. */
  vendorId: string | undefined;
  productId: string | undefined;
  vendor: string | undefined;
  model: string | undefined;
  serial: string | undefined;
  /** Why it is the box's own, in one sentence. */
  own: string | undefined;
  /** Where the host has mounted what it has borrowed of it. */
  lent: Lent | undefined;
}

/** What is plugged in and can be the guest's. */
export type Plugged = UsbDisk | UsbDevice;

/** A disk or a device that the running guest has, by libvirt's live XML. */
export interface Attached {
  alias: string;
  /** libvirt's name of a disk, or the guest's USB port. */
  target: string;
  /** What it was attached from. */
  source: string;
}

/** What is known of the running guest. `unknown`: libvirt does not answer. */
export type Live =
  | { kind: 'unknown' | 'off' }
  | {
      kind: 'up';
      attached: Attached[];
      /** Names of all its disks, and PCI buses that something is on. */
      targets: ReadonlySet<string>;
      buses: ReadonlySet<number>;
      hasScsi: boolean;
      hasUsb: boolean;
      /** The guest's agent has opened its channel. */
      hasAgent: boolean;
    };

/**
 * What a technician has said of what is plugged in, until something else is. `lent`: the host is about to mount it, and has not yet. `borrowed`: the host has
 * it for the work of an operation, and returns it afterwards.
 */
export type Decision = 'given' | 'taken' | 'lent' | 'borrowed';

/** What a person calls it: its make and its place. */
export const nameOf = ({
  kind,
  vendor,
  model,
  id,
}: Pick<Plugged, 'kind' | 'vendor' | 'model' | 'id'>): string =>
  `${toUsbMake(kind, vendor, model)} (${id.replace(/:0$/, '')})`;
