import type { Files } from '../../host/files.ts';
import { type Lent, lentFolder } from '../lend/model.ts';
import { parseLent } from '../lend/parse-lent.ts';
import { parseNumber } from '../parse-usb-disk.ts';
import type { DiscImage } from './model.ts';

export type ImagesMachine = Pick<Files, 'listNames' | 'readText' | 'isThere'>;

export interface Images {
  images: DiscImage[];
  lent: Lent[];
  /** What is still mounted of disks that are not there any more. */
  gone: Lent[];
}

const folder = '/sys/block';

/** What is lent, and the images on it that the kernel has made block devices of: by its tables of mounts and of loop devices. */
export async function readImages(machine: ImagesMachine): Promise<Images> {
  const [names, mountinfo] = await Promise.all([
    machine.listNames(folder),
    machine.readText('/proc/self/mountinfo', 1024 * 1024),
  ]);
  const mounts = [...parseLent(mountinfo.ok ? mountinfo.value : '')];
  const all = await Promise.all(
    mounts.map(async ([number, lent]) => ({
      lent,
      isThere: await machine.isThere(`/sys/dev/block/${number}`),
    })),
  );
  const there = all.filter(({ isThere }) => isThere).map(({ lent }) => lent);
  const loops = names.ok ? names.value.filter((name) => /^loop\d+$/.test(name)) : [];
  const images = await Promise.all(loops.map((name) => readImage(machine, name, there)));
  return {
    images: images.filter((image) => image !== undefined),
    lent: there,
    gone: all.filter(({ isThere }) => !isThere).map(({ lent }) => lent),
  };
}

async function readImage(
  machine: ImagesMachine,
  name: string,
  lent: readonly Lent[],
): Promise<DiscImage | undefined> {
  const [file, sequence] = await Promise.all([
    machine.readText(`${folder}/${name}/loop/backing_file`),
    machine.readText(`${folder}/${name}/diskseq`),
  ]);
  const path = file.ok ? file.value.replace(/\n$/, '') : '';
  const number = sequence.ok ? parseNumber(sequence.value) : undefined;
  if (number === undefined || !path.startsWith(`${lentFolder}/`)) return undefined;
  return { name, number, path, isThere: lent.some((each) => path.startsWith(`${each.path}/`)) };
}
