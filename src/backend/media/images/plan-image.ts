import { plainText } from '../../../contract/index.ts';
import type { Lent } from '../lend/model.ts';

export type ImagePlan = { ok: true; lent: Lent } | { ok: false; why: string };

/** A sector of a disc; an image has whole ones. */
const sectorBytes = 2048;

/**
 * Whether a path leads below what is lent, by its words alone. That it leads nowhere else is the kernel's doing: what is lent is mounted with
 * `nosymfollow`, and nothing is mounted below.
 */
export function planImage(path: string, lent: Iterable<Lent>): ImagePlan {
  if (plainText(path) !== path) return { ok: false, why: 'Its name has characters that no screen shows' };
  const on = [...lent].find((each) => path.startsWith(`${each.path}/`));
  if (on === undefined) return { ok: false, why: 'It is not on a disk that the host has borrowed' };
  const parts = path.slice(on.path.length + 1).split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    return { ok: false, why: 'Its path has to be written out: without //, . and ..' };
  return { ok: true, lent: on };
}

/** What of a file on a lent disk keeps it from being the image of a disc; `undefined` where nothing does. */
export function whyNoImage({ kind, sizeBytes }: { kind: string; sizeBytes: number }): string | undefined {
  if (kind !== 'file') return 'It is no file';
  if (sizeBytes === 0 || sizeBytes % sectorBytes !== 0)
    return `It is no image of a disc: ${sizeBytes} bytes are not whole sectors of ${sectorBytes}`;
  return undefined;
}

/** What the names of images end with, for the list to choose from. */
export const isImageName = (name: string): boolean => /\.iso$/i.test(name) && plainText(name) === name;
