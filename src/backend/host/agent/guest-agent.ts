/** A file system that is mounted in the guest, as the guest tells: as trustworthy as the guest. */
export interface GuestMount {
  mountpoint: string;
  /** For example `vfat`. */
  type: string;
  /** libvirt's names of the guest's disks that it is on, for example `sdi`; `null` for one that libvirt does not find. */
  disks: (string | null)[];
}

/**
 * What QEMU's agent in the guest does for us, by libvirt. Everything throws an OperatorError as the rest of libvirt does; an agent that does not
 * answer within half a minute is `libvirt.refused`.
 */
export interface GuestAgent {
  readGuestMounts(name: string): Promise<GuestMount[]>;
  /**
   * Freezes these file systems of the guest, or all where none are named; the number that is frozen. Those that can't be frozen, such as vfat, are
   * left out silently. Only by `GuestFreeze`, which never leaves a guest frozen.
   */
  freezeFileSystems(name: string, mountpoints: readonly string[]): Promise<number>;
  /** Thaws all that the agent has frozen; the number. Of a guest that is not frozen that is 0. */
  thawFileSystems(name: string): Promise<number>;
  /** Sends `{execute, arguments}` to the agent. What it answers is hostile. */
  askAgent(name: string, command: { execute: string; arguments?: object }): Promise<unknown>;
}
