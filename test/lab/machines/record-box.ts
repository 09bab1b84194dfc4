import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, programs, writeModuleMark } from '../../../scripts/lib/bundle.ts';
import { parseRecord } from '../../../src/backend/host/record/parse-record.ts';
import { renderRecord } from '../../../src/backend/host/record/render-record.ts';
import type { Box } from '../driver/box.ts';

const root = join(import.meta.dirname, '../../..');
/** Generous: without KVM, on a busy machine. */
const bootMs = 900_000;

const folder = '/run/bezel-recorder';

/**
 * What `bezel record-machine` of this working tree writes in the box, with a description. Serial numbers stay: they are the lab's own, and
 * so a recording made again differs only in what is different.
 */
export async function recordBox(box: Box, description: string): Promise<string> {
  await pushPrograms(box);
  // When udev has looked, drives say what they are and NICs are there; a cable says what it is worth only while its port is up.
  await box.shell.run(
    'udevadm settle --timeout=900; for nic in /sys/class/net/*; do if [ -e "$nic/device" ]; then ip link set dev "${nic##*/}" up; fi; done',
    { timeoutMs: bootMs },
  );
  const out = `${folder}/box.machine.json`;
  await box.shell.run(
    `PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/lib/bezel/node ${folder}/bezel.js record-machine ${out} --keep-serials`,
  );
  const parsed = parseRecord((await box.shell.cat(out)).toString(), out);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { version, ...rest } = parsed.record;
  return renderRecord({ version, description, ...rest });
}

/** The box's own may be older than what is to be recorded. */
async function pushPrograms(box: Box): Promise<void> {
  const dist = await mkdtemp(join(tmpdir(), 'bezel-recorder-'));
  try {
    await writeModuleMark(dist);
    const needed = programs.filter(({ file }) => ['bezel.js', 'bezel-workbench.js'].includes(file));
    for (const program of needed) await bundle(root, dist, program);
    for (const file of ['package.json', ...needed.map((program) => program.file)])
      await box.shell.push(await readFile(join(dist, file)), `${folder}/${file}`);
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}
