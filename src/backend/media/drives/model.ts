import type { DiscState, DriveMode } from '../../../contract/index.ts';

/** The kernel's address of a SCSI device. */
export interface ScsiAddress {
  host: number;
  bus: number;
  target: number;
  unit: number;
}

/** An optical drive as the kernel and udev tell of it. All texts are hostile, plain and short. */
export interface BoxDrive {
  /** For example `ata3:0`, `1-2.3:0`, `host2:0:0:0`. */
  id: string;
  port: string;
  /** It is on a USB port, so that the policy's rules are for it. */
  isUsb: boolean;
  /** The kernel's name, for example `sr0`. */
  name: string;
  address: ScsiAddress;
  /** The node that takes commands though no disc is in it, for example `sg0`; absent where the kernel has none. */
  generic: string | undefined;
  /** When udev saw it first, in microseconds since the boot: another for each drive that is plugged in. Names and addresses are given anew. */
  seen: string | undefined;
  /** Four hexadecimal digits, in small letters. */
  vendorId: string | undefined;
  productId: string | undefined;
  vendor: string | undefined;
  model: string | undefined;
  serial: string | undefined;
  disc: DiscState;
  /** The kernel's number of the disc that is in it, never given twice in a boot. */
  discNumber: number | undefined;
  label: string | undefined;
  sizeBytes: number | undefined;
  /** The number of the last press of its button while the tray was locked. */
  request: string | undefined;
  /** The kernel asks it every few seconds what has happened, and so takes what it tells from whoever else asks. */
  isPolled: boolean;
  /** Why it is the box's own, in one sentence. */
  own: string | undefined;
}

/** What the guest can have of a drive. */
export type Given = Exclude<DriveMode, 'none'>;

/** A drive that the running guest has, by libvirt's live XML. */
export interface AttachedDrive {
  alias: string;
  mode: Given;
  /** See the contract's `target`. */
  target: string;
  /** Which of the places for drives it is in. */
  number: number | undefined;
  /** What the disc of a `medium` is read from; absent while it has none. */
  source: string | undefined;
  trayOpen: boolean;
}

/** What is known of the running guest. `unknown`: libvirt does not answer. */
export type LiveDrives =
  | { kind: 'unknown' | 'off' }
  | {
      kind: 'up';
      attached: AttachedDrive[];
      /** Numbers of the places for drives that something is in. */
      taken: ReadonlySet<number>;
      hasController: boolean;
    };

/** What a person calls it: its make and its place. */
export const driveName = ({
  vendor,
  model,
  id,
}: {
  vendor?: string | undefined;
  model?: string | undefined;
  id: string;
}): string => {
  const make = [vendor, model].filter((part) => part !== undefined && part !== '').join(' ');
  return `${make === '' ? 'Drive' : make} (${id.replace(/:0$/, '')})`;
};
