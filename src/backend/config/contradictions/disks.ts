import type { Mistake } from '../mistake.ts';
import type { GuestPolicy } from '../policy/policy.ts';
import { findRepeated } from './repeated.ts';

type Disk = GuestPolicy['disks'][number];

/** SATA's controller of q35 has six ports. */
const sataTargets = /^sd[a-f]$/;

/** Disks that get in each other's way, or that QEMU could not attach so. */
export function findDiskContradictions(disks: readonly Disk[]): Mistake[] {
  return [
    ...findRepeated(disks.map(({ target }, index) => once(index, 'target', target))),
    ...findRepeated(disks.map(({ source }, index) => once(index, 'source', source))),
    ...findRepeated(disks.map(({ serial }, index) => once(index, 'serial', serial))),
    ...disks.flatMap(findBusMistakes),
  ];
}

const once = (index: number, key: string, value: string | undefined) => ({
  path: ['guest', 'disks', index, key],
  value,
  owner: `guest.disks[${index}]`,
});

function findBusMistakes({ target, bus, readOnly }: Disk, index: number): Mistake[] {
  const at = (key: string) => ['guest', 'disks', index, key];
  const mistakes: Mistake[] = [];
  if (target.startsWith('v') && bus !== undefined && bus !== 'virtio')
    mistakes.push({ path: at('bus'), message: `${target} is a place for virtio`, hint: places });
  if (target.startsWith('s') && bus === 'virtio')
    mistakes.push({ path: at('bus'), message: `${target} is a place for scsi or sata`, hint: places });
  if (bus === 'sata' && target.startsWith('s') && !sataTargets.test(target))
    mistakes.push({
      path: at('target'),
      message: 'there are no more than six places for sata',
      hint: places,
    });
  if (bus === 'sata' && readOnly)
    mistakes.push({
      path: at('readOnly'),
      message: 'QEMU has no SATA disks that can only be read',
      hint: 'Choose scsi or virtio for this disk',
    });
  return mistakes;
}

const places = 'vda to vdh are for virtio, sda to sdh for scsi, sda to sdf for sata';
