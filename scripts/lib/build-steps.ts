import { join } from 'node:path';
import { buildImage, imageInputs } from '../../image/build.ts';
import { buildGuest, guestInputs } from '../../image/guest/build.ts';
import { hashInputs } from '../../image/lib/hash.ts';
import { bundle, programs, writeModuleMark } from './bundle.ts';
import type { Step } from './step.ts';

/** What has to be built before a box can boot, in order. The image's inputs include what the others made. */
export function buildSteps(root: string): Step[] {
  const dist = join(root, 'build/dist');
  const guest = join(root, 'build/guest');
  const image = join(root, 'build/image');
  const sources = ['src', 'scripts/lib/bundle.ts', 'package.json', 'package-lock.json'];
  return [
    {
      name: 'program',
      title: 'Building the program',
      inputs: () => hashInputs(root, sources),
      outputs: programs.map(({ file }) => join(dist, file)),
      async run({ log }) {
        await writeModuleMark(dist);
        for (const program of programs) {
          const { file, bytes } = await bundle(root, dist, program);
          log(`${file}: ${bytes} bytes`);
        }
      },
    },
    {
      name: 'guest',
      title: 'Building the demo guest',
      inputs: () => guestInputs(root),
      outputs: [join(guest, 'guest.img')],
      run: ({ log, signal }) => buildGuest({ root, out: guest, log, signal }),
    },
    {
      name: 'image',
      title: 'Building the host image',
      inputs: () => imageInputs(root),
      outputs: [join(image, 'image.json')],
      run: ({ log, signal }) => buildImage({ root, out: image, log, signal }),
    },
  ];
}
