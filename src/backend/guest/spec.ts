/**
 * What the guest is to be: everything that a template may use, under the names of its variables. Plain JSON, for it is stored and compared
 * with that of the next start. What there is not is `null`, never absent: to a template an absent variable is a mistake.
 */
export interface GuestSpec {
  name: string;
  uuid: string;
  os: 'linux' | 'windows';
  accelerator: 'kvm' | 'tcg';
  /** QEMU's name, for example `q35`, `pc-q35-10.0`. */
  machine: string;
  firmware: FirmwareSpec;
  memory: MemorySpec;
  cpu: CpuSpec;
  /** NUMA cells of the guest; empty for one that has a single node. */
  cells: CellSpec[];
  /** An emulated IOMMU that routes interrupts to processors with a number above 255. */
  iommu: boolean;
  /** `null`: the guest sees QEMU's own words. */
  smbios: SmbiosSpec | null;
  /** Behind each is one PCI bus, whose number is the index. */
  rootPorts: RootPortSpec[];
  /** There is a virtio-scsi controller. */
  scsi: boolean;
  /** There is a second one, for the box's CD and DVD drives. */
  drives: boolean;
  disks: DiskSpec[];
  nics: NicSpec[];
  /** `null`: host and guest have no link of their own. */
  privateLink: PrivateNicSpec | null;
  tpm: TpmSpec | null;
  watchdog: { model: 'i6300esb' | 'itco'; action: string } | null;
  panics: ('isa' | 'hyperv')[];
  rng: boolean;
  display: {
    vnc: boolean /** Of the VNC server; null: where libvirt likes. */;
    socket: string | null;
    video: 'virtio' | 'vga' | 'bochs' | 'none';
  };
  /** There is a channel for QEMU's guest agent. */
  agent: boolean;
  /** Names of further virtio-serial channels. */
  channels: string[];
  /** File in which libvirt keeps what the guest says on its serial port. */
  serialLog: string;
}

export interface FirmwareSpec {
  kind: 'bios' | 'uefi';
  secureBoot: boolean;
}

export interface MemorySpec {
  mib: number;
  /** Size of the huge pages that hold it; `null` for ordinary ones. */
  hugePageKiB: number | null;
}

export interface CpuSpec {
  mode: 'host-passthrough' | 'host-model' | 'maximum' | 'custom';
  /** libvirt's name of a model, with mode `custom` only. */
  model: string | null;
  /** libvirt's names of features that the model does not have by itself. */
  features: string[];
  /** `sockets × dies × cores × threads`, always. */
  vcpus: number;
  sockets: number;
  dies: number;
  cores: number;
  threads: number;
  /** The box's processors that each of the guest's stays on, as the kernel's list; empty when they are not pinned. */
  pins: { vcpu: number; cpuset: string }[];
  /** The same for QEMU's other work. */
  emulatorCpuset: string | null;
}

export interface CellSpec {
  id: number;
  /** The guest's processors as a list, for example `0-3,8`; empty for a cell of memory only. */
  cpus: string;
  memoryMiB: number;
  /** The box's node that the memory is taken from. */
  hostNode: number;
  /** To every cell in the order of their ids, itself being 10 (ACPI SLIT). */
  distances: { id: number; value: number }[];
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

/** A place on a PCI bus, each number hexadecimal as libvirt writes it: `0x01`, `0x00`, `0x0`. */
export interface PciAddress {
  bus: string;
  slot: string;
  function: string;
}

export interface RootPortSpec extends PciAddress {
  /** The number of the bus behind it, from 1. */
  index: number;
  /** Other ports are further functions of the same slot. */
  multifunction: boolean;
}

/** A place on a SCSI or SATA controller. */
export interface DriveAddress {
  controller: number;
  bus: number;
  target: number;
  unit: number;
}

export interface DiskSpec {
  target: string;
  bus: 'virtio' | 'scsi' | 'sata';
  kind: 'block' | 'file';
  format: 'raw' | 'qcow2';
  source: string;
  serial: string | null;
  cache: string;
  /** How QEMU reads and writes: `native` only where the cache is bypassed. */
  io: 'native' | 'threads';
  discard: boolean;
  readOnly: boolean;
  /** One of the two: `pci` on the bus `virtio`, else `drive`. */
  pci: PciAddress | null;
  drive: DriveAddress | null;
}

export interface NicSpec {
  /** The guest's NIC number from 1: it stays with the NIC of the box for good. */
  slot: number;
  /** The kernel's name of the box's NIC that it stands for. */
  nic: string;
  /** Where that is on its bus, for example `0000:01:00.0`. */
  place: string | null;
  /** What people call it: the label on the chassis, else the name. */
  label: string;
  /** How the guest gets it: by a bridge, or itself (by a macvtap on it, or by VFIO). */
  via: 'bridge' | 'macvtap' | 'vfio';
  /** With `bridge` only. */
  bridge: string | null;
  /** Where it is on the box's PCI bus, with `vfio` only. */
  host: (PciAddress & { domain: string }) | null;
  /** The guest's; the NIC's own where the guest has it itself. */
  mac: string;
  /** libvirt's name, for example `virtio`; with `vfio` the guest sees the NIC as it is. */
  model: string;
  pci: PciAddress;
  /** Size of the largest packet in bytes, which a virtio NIC tells the guest; `null` for the usual 1500, and where it is not known. */
  mtu: number | null;
  /** Of the box's NIC, when it was looked at; `null` where it is not known: libvirt takes that for `up`. */
  link: 'up' | 'down' | null;
}

/** The guest's NIC, of virtio, on the link that it has with the host. */
export interface PrivateNicSpec {
  bridge: string;
  /** The guest's own. */
  mac: string;
  pci: PciAddress;
}

export interface TpmSpec {
  kind: 'emulated' | 'passthrough';
  /** libvirt's name, for example `tpm-crb`. */
  model: string;
  /** The box's, with `passthrough` only. */
  device: string | null;
}
