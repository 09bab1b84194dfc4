/** What the guest is to be: everything that `templates/domain.xml` may use. Names are those of the template's variables. */
export interface GuestSpec {
  name: string;
  uuid: string;
  accelerator: 'kvm' | 'tcg';
  memoryMiB: number;
  vcpus: number;
  /** Absent when the policy does not let the guest inherit the box's identity. */
  smbios: SmbiosSpec | undefined;
  disks: DiskSpec[];
  nics: NicSpec[];
  /** File in which libvirt keeps what the guest says on its serial port. */
  serialLog: string;
}

/** Entries of libvirt's `<sysinfo type='smbios'>`; a group without entries is an empty list. */
export interface SmbiosSpec {
  bios: SmbiosEntry[];
  system: SmbiosEntry[];
  baseBoard: SmbiosEntry[];
  chassis: SmbiosEntry[];
  oemStrings: string[];
}

export interface SmbiosEntry {
  name: string;
  value: string;
}

export interface DiskSpec {
  target: string;
  source: string;
  kind: 'block' | 'file';
  serial: string | undefined;
  /** The number of the PCI bus, hexadecimal, that the disk always has. */
  bus: string;
}

export interface NicSpec {
  /** The box's NIC that it stands for. */
  nic: string;
  bridge: string;
  mac: string;
  /** The number of the PCI bus, hexadecimal, that the NIC always has. */
  bus: string;
}
