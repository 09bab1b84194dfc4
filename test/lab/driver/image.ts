import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { LabError } from './errors.ts';

const imageSchema = z.object({
  disk: z.string(),
  kernel: z.string(),
  initrd: z.string(),
  cmdline: z.string(),
  hash: z.string(),
});

/** A host image: absolute paths, the kernel command line of the product, and a hash of what went into it. */
export type HostImage = z.infer<typeof imageSchema>;

/** Reads what the image's build left behind. Throws a LabError when there is none. */
export async function readImage(file: string): Promise<HostImage> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new LabError('no-image', `${file} is not there`, {
      hint: '`npm run image` builds the host image',
      cause,
    });
  });
  const image = imageSchema.parse(JSON.parse(text));
  const absolute = (path: string) => resolve(dirname(file), path);
  return {
    ...image,
    disk: absolute(image.disk),
    kernel: absolute(image.kernel),
    initrd: absolute(image.initrd),
  };
}
