/** What is needed of a file system that is mounted in the guest. */
export interface Mount {
  mountpoint: string;
  /** libvirt's names of the guest's disks that it is on; `null` for one that libvirt does not find by what the agent says. */
  disks: readonly (string | null)[];
}
