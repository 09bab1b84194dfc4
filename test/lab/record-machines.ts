import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { machineFile } from '../support/machines.ts';
import { LabError } from './driver/errors.ts';
import { recordBox } from './machines/record-box.ts';
import { type Shape, shapes } from './machines/shapes.ts';
import { startTpm, type Tpm } from './machines/tpm.ts';
import { Bench } from './support/bench.ts';
import { makeStoryFolder } from './support/folder.ts';

const help = `Usage: node test/lab/record-machines.ts [NAME…]

Boots a virtual box in each shape, one after the other, and records it for
test/fixtures/machines. Without NAME all of them:

${Object.entries(shapes)
  .map(([name, { description }]) => `  ${name.padEnd(16)}${description}`)
  .join('\n')}`;

/** Boots the shape, records it, and switches it off. */
async function recordShape(name: string, { description, options, tpm }: Shape): Promise<string> {
  await using part: Tpm | undefined = tpm ? await startTpm() : undefined;
  const bench = new Bench(await makeStoryFolder(`record ${name}`));
  try {
    const qemuArgs = [...(options.qemuArgs ?? []), ...(part?.qemuArgs ?? [])];
    const box = await bench.switchOn({ ...options, qemuArgs });
    await box.shellReady();
    await bench.note('its root shell answers');
    // Bridges, a guest: what would be there one time and not the next.
    await box.shell.run('systemctl mask --runtime --now bezeld.service');
    return await recordBox(box, description);
  } catch (error) {
    await bench.dump(String(error));
    throw error;
  } finally {
    await bench.clear();
  }
}

async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(shapes, name));
  if (unknown !== undefined) throw new LabError('options', `${unknown} is no shape`, { hint: help });
  for (const [name, shape] of Object.entries(shapes)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`${name}: boots`);
    await writeFile(machineFile(name), await recordShape(name, shape));
    console.log(`${name}: ${machineFile(name)}`);
  }
}

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true });
if (values.help) console.log(help);
else {
  await main(positionals).catch((error: Error) => {
    console.error(error.message);
    if (error instanceof LabError && error.hint !== undefined) console.error(error.hint);
    process.exitCode = 1;
  });
}
