import type { BoxDrive, Given } from './model.ts';

/** Recognises in libvirt's XML what is ours, and which drive it is. libvirt wants `ua-` and letters, digits, `_` and `-`. */
const form = /^ua-(drive|tray)-(\d+-\d+(?:_\d+)*-\d+|ata\d+-\d+|host\d+-\d+_\d+_\d+)-(\d+)$/;

/** libvirt's name for this very drive in this very place; absent until udev has seen it. */
export function toDriveAlias({ id, seen }: Pick<BoxDrive, 'id' | 'seen'>, mode: Given): string | undefined {
  if (seen === undefined) return undefined;
  const colon = id.indexOf(':');
  const place = `${id.slice(0, colon).replaceAll('.', '_')}-${id.slice(colon + 1).replaceAll(':', '_')}`;
  return `ua-${mode === 'drive' ? 'drive' : 'tray'}-${place}-${seen}`;
}

/** The place that is told of by an alias of ours. */
export function parseDriveAlias(alias: string): { id: string; port: string; mode: Given } | undefined {
  const [, kind, place] = form.exec(alias) ?? [];
  if (place === undefined) return undefined;
  const dash = place.lastIndexOf('-');
  const port = place.slice(0, dash).replaceAll('_', '.');
  const id = `${port}:${place.slice(dash + 1).replaceAll('_', ':')}`;
  return { id, port, mode: kind === 'drive' ? 'drive' : 'medium' };
}

/** The name under which a technician's word is kept: for whatever of the drive the guest has. */
export const toDecisionKey = (drive: Pick<BoxDrive, 'id' | 'seen'>): string | undefined =>
  toDriveAlias(drive, 'drive');
