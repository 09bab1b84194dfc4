import type { GuestPolicy } from '../../config/policy/policy.ts';
import type { DiskSpec } from '../spec.ts';
import { diskAddress, letterIndex } from './plan-pci.ts';

type DiskPolicy = GuestPolicy['disks'][number];

/** A disk of the policy as libvirt takes it. Its place follows from its target alone. */
export function planDisk(disk: DiskPolicy): DiskSpec {
  const bus = disk.bus ?? (disk.target.startsWith('v') ? 'virtio' : 'scsi');
  const unit = letterIndex(disk.target);
  return {
    target: disk.target,
    bus,
    kind: disk.source.startsWith('/dev/') ? 'block' : 'file',
    format: disk.format,
    source: disk.source,
    serial: disk.serial ?? null,
    cache: disk.cache,
    // Linux AIO needs O_DIRECT: QEMU refuses it with the host's page cache in between.
    io: disk.cache === 'none' || disk.cache === 'directsync' ? 'native' : 'threads',
    discard: disk.discard,
    readOnly: disk.readOnly,
    pci: bus === 'virtio' ? diskAddress(disk.target) : null,
    // Of virtio-scsi a disk each is a target; of the chipset's SATA, a port each.
    drive: bus === 'virtio' ? null : { controller: 0, bus: 0, target: 0, unit },
  };
}
