/** Where the host has what it has borrowed. It is told by the kernel's table of mounts: nothing is remembered. */
export interface Lent {
  path: string;
  type: string;
  readOnly: boolean;
  /** A file on it that a drive of the guest's has as its disc. */
  image?: string;
}

/** A file system on a disk, as udev has found it. */
export interface FileSystem {
  /** 0 of one on the whole disk. */
  partition: number;
  /** In the words of blkid, for example `vfat`; hostile. */
  type: string;
}

/** Everything that is lent is mounted below it. */
export const lentFolder = '/run/bezel-lent';
