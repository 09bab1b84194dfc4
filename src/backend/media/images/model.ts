/** A file on a lent disk that the kernel has made a block device of, for a drive of the guest's. */
export interface DiscImage {
  /** The kernel's name, for example `loop0`. */
  name: string;
  /** The kernel's number of it, never given twice in a boot: the live XML tells by it which drive has it. */
  number: number;
  /** Where the file is, below what is lent. Hostile. */
  path: string;
  /** The disk that the file is on is there. */
  isThere: boolean;
}

/** What the disc of a drive with this image is read from, in libvirt's XML. */
export const toImageSource = ({ number }: Pick<DiscImage, 'number'>): string =>
  `/dev/disk/by-diskseq/${number}`;
