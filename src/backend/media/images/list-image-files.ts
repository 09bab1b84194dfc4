import type { ImageFile } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import type { LookAtFile } from '../../host/look-at-file.ts';
import { notRead } from '../../host/reading.ts';
import type { Lent } from '../lend/model.ts';
import { isImageName, whyNoImage } from './plan-image.ts';

/** Of whatever somebody has put on a disk this much is looked at. */
const most = { looks: 2000, folders: 32, images: 100 };

/** The images on lent disks: in the top folder of each, and in those right in it. What can't be read is left out. */
export async function listImageFiles(
  machine: Pick<Files, 'listNames'>,
  look: LookAtFile,
  lent: readonly Lent[],
): Promise<ImageFile[]> {
  const found: ImageFile[] = [];
  let looks = 0;
  const lookAt: LookAtFile = async (path) =>
    ++looks > most.looks ? notRead('too-large', 'there are too many files') : look(path);
  for (const { path } of lent) {
    const folders = await listFolder(path, machine, lookAt, found);
    for (const folder of folders.slice(0, most.folders)) await listFolder(folder, machine, lookAt, found);
  }
  return found;
}

/** Puts the images of a folder to those found, and returns the folders in it. */
async function listFolder(
  path: string,
  machine: Pick<Files, 'listNames'>,
  look: LookAtFile,
  found: ImageFile[],
): Promise<string[]> {
  const names = await machine.listNames(path);
  const folders: string[] = [];
  for (const name of names.ok ? names.value.slice(0, most.looks) : []) {
    const at = `${path}/${name}`;
    const looked = await look(at);
    if (!looked.ok) continue;
    if (looked.value.kind === 'folder') folders.push(at);
    else if (isImageName(name) && whyNoImage(looked.value) === undefined && found.length < most.images)
      found.push({ path: at, sizeBytes: looked.value.sizeBytes });
  }
  return folders;
}
