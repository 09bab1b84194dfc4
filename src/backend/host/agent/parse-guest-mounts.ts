import { plainText } from '../../../contract/index.ts';
import type { GuestMount } from './guest-agent.ts';

/** More than any honest guest has. */
const most = 256;
const maxDisks = 64;
const maxText = 256;

/** What libvirt tells of the guest's file systems: `fs.count`, `fs.0.mountpoint`, `fs.0.fstype`, `fs.0.disk.count`, `fs.0.disk.0.alias`, … */
export function parseGuestMounts(params: ReadonlyMap<string, unknown>): GuestMount[] {
  return Array.from({ length: toCount(params.get('fs.count'), most) }, (_, i) => {
    const mountpoint = params.get(`fs.${i}.mountpoint`);
    const type = params.get(`fs.${i}.fstype`);
    if (typeof mountpoint !== 'string' || mountpoint.length > maxText) return [];
    const count = toCount(params.get(`fs.${i}.disk.count`), maxDisks);
    const disks = Array.from({ length: count }, (_, n) => params.get(`fs.${i}.disk.${n}.alias`));
    return [
      {
        mountpoint,
        type: typeof type === 'string' ? plainText(type.slice(0, maxText)) : '',
        disks: [...new Set(disks.map((disk) => (typeof disk === 'string' ? disk : null)))],
      },
    ];
  }).flat();
}

const toCount = (value: unknown, most: number): number => {
  const count = Number(value ?? 0);
  return Number.isInteger(count) && count > 0 ? Math.min(count, most) : 0;
};
