import type { BoxOptions } from '../driver/options.ts';
import { awkwardBox } from '../support/awkward-box.ts';
import { drive, hub, optical, stick } from './parts.ts';

/** A box whose recording is one of test/fixtures/machines. */
export interface Shape {
  /** For people: what is special about it. */
  description: string;
  options: BoxOptions;
  /** With an emulated TPM 2.0. */
  tpm?: true;
}

/** By the names of their files. Each is something that the others are not; what QEMU can't imitate is made by hand. */
export const shapes: Record<string, Shape> = {
  'lab-one-nic': {
    description: 'The virtual box with one processor and one NIC, started by a BIOS.',
    options: { firmware: 'bios', cpus: 1, nics: 1 },
  },
  'lab-two-nics': {
    description: 'The virtual box with one socket of two cores with two threads each, and two NICs.',
    options: { topology: { sockets: 1, cores: 2, threads: 2 }, nics: 2 },
  },
  'lab-eight-nics': {
    description:
      'The virtual box with two sockets of two cores with two threads each, two NUMA nodes, eight NICs.',
    options: { topology: { sockets: 2, cores: 2, threads: 2 }, numaNodes: 2, nics: 8 },
  },
  'lab-four-nodes': {
    description:
      'The virtual box with four sockets and as many NUMA nodes, one NIC of another make, started by UEFI.',
    options: {
      firmware: 'uefi',
      topology: { sockets: 4, cores: 1, threads: 2 },
      numaNodes: 4,
      nics: 0,
      qemuArgs: ['-device', 'e1000e,mac=52:54:00:be:5e:40,bus=slot3,romfile='],
    },
  },
  'lab-uefi-tpm': {
    description: 'The virtual box with UEFI, a TPM 2.0, a UUID of its own and awkward SMBIOS strings.',
    options: {
      firmware: 'uefi',
      cpus: 2,
      nics: 2,
      smbios: {
        ...awkwardBox.smbios,
        '2': {
          manufacturer: 'ACME & Sons',
          product: 'Board',
          serial: 'B-1',
          asset: 'BA-1',
          location: 'Slot 0',
        },
        '3': { manufacturer: 'ACME & Sons', version: '3', serial: 'C-1', asset: 'Tag 7', sku: 'C-SKU' },
      },
    },
    tpm: true,
  },
  'lab-media': {
    description:
      'The virtual box with two optical drives, one with a disc in it, sticks and a keyboard behind a USB hub, and disks on NVMe, SATA and SCSI.',
    options: {
      cpus: 2,
      nics: 1,
      qemuArgs: [
        ...optical('dvd2', 'ide.3'),
        ...hub('1'),
        ...stick('stick1', '1.1'),
        ...stick('stick2', '1.3'),
        ...['-device', 'usb-kbd,bus=usb.0,port=1.4'],
        ...drive('nvme', 'nvme,serial=LAB-NVME-1'),
        ...drive('sata', 'ide-hd,bus=ide.4,serial=LAB-SATA-1,model=LAB SATA DISK,wwn=0x5000c5000000ca01'),
        ...['-device', 'virtio-scsi-pci,id=scsi'],
        ...drive('scsi', 'scsi-hd,bus=scsi.0,serial=LAB-SCSI-1,wwn=0x5000c5000000ca02,rotation_rate=7200'),
      ],
    },
  },
};
