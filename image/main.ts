import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSteps } from '../scripts/lib/build-steps.ts';
import { createCancelSignal } from '../scripts/lib/cancel.ts';
import { createProgress } from '../scripts/lib/progress.mjs';
import { toExitCode, toFailureText } from '../scripts/lib/report-failure.ts';
import { runSteps } from '../scripts/lib/step.ts';
import { buildImage } from './build.ts';

const help = `Usage: npm run image [-- OPTIONS]

Builds the program, the demo guest and the host image: build/image/{box.img,vmlinuz,initrd.img,image.json}.
What has not changed is not built again.

  --bare    build the host image alone, without what is not there
  --help    show this text`;

const { values } = parseArgs({ options: { bare: { type: 'boolean' }, help: { type: 'boolean' } } });
const root = path.join(import.meta.dirname, '..');
const signal = createCancelSignal();

if (values.help) {
  console.log(help);
} else {
  try {
    if (values.bare) {
      await buildImage(
        { root, out: path.join(root, 'build/image'), log: (line) => console.log(line), signal },
        { bare: true },
      );
    } else {
      await runSteps(buildSteps(root), { root, progress: createProgress(process.stdout), signal });
    }
  } catch (error) {
    console.error(toFailureText(error, signal));
    process.exitCode = toExitCode(signal);
  }
}
