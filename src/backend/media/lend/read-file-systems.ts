import type { Files } from '../../host/files.ts';
import { parseNumber } from '../parse-usb-disk.ts';
import type { FileSystem } from './model.ts';

type Machine = Pick<Files, 'listNames' | 'readText'>;

/** The file systems of a disk, that of the whole disk first, as udev has found them when it looked at it last. */
export async function readFileSystems(machine: Machine, name: string): Promise<FileSystem[]> {
  const at = `/sys/block/${name}`;
  const inside = await machine.listNames(at);
  const parts = (inside.ok ? inside.value : []).filter((each) => each.startsWith(name));
  const found = await Promise.all(
    [name, ...parts].map(async (node): Promise<FileSystem[]> => {
      const folder = node === name ? at : `${at}/${node}`;
      const partition = node === name ? 0 : await readNumber(machine, `${folder}/partition`);
      const dev = await machine.readText(`${folder}/dev`);
      if (partition === undefined || !dev.ok) return [];
      const known = await machine.readText(`/run/udev/data/b${dev.value.trim()}`);
      const type = known.ok ? /^E:ID_FS_TYPE=(\S+)$/m.exec(known.value)?.[1] : undefined;
      return type === undefined ? [] : [{ partition, type }];
    }),
  );
  return found.flat().sort((a, b) => a.partition - b.partition);
}

async function readNumber(machine: Machine, file: string): Promise<number | undefined> {
  const reading = await machine.readText(file);
  return reading.ok ? parseNumber(reading.value) : undefined;
}
