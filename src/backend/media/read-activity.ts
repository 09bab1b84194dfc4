import type { Media, Medium } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { parseActivity } from './parse-activity.ts';

/** The disks with what goes to and fro, where the kernel says so. `machine`: the root of sysfs. */
export async function withActivity(machine: Pick<Files, 'readText'>, media: Media): Promise<Media> {
  return { ...media, media: await Promise.all(media.media.map((medium) => read(machine, medium))) };
}

async function read(machine: Pick<Files, 'readText'>, medium: Medium): Promise<Medium> {
  const [, name] = /^\/dev\/([a-z0-9]+)$/.exec(medium.node) ?? [];
  if (name === undefined || medium.kind !== 'disk' || !medium.present) return medium;
  const reading = await machine.readText(`/sys/block/${name}/stat`);
  const activity = reading.ok ? parseActivity(reading.value) : undefined;
  return activity === undefined ? medium : { ...medium, activity };
}
