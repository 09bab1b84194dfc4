import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, programs, writeModuleMark } from './lib/bundle.ts';

const help = `Usage: npm run build [-- OPTIONS]

Bundles bezeld, bezel with its workbench, and bezel-console into build/dist.

  --allow-missing   skip a program whose source doesn't exist yet, and say so
  --help            show this text`;

const { values } = parseArgs({
  options: { 'allow-missing': { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) console.log(help);
else {
  await main(values['allow-missing'] ?? false).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

async function main(allowMissing: boolean): Promise<void> {
  const root = join(import.meta.dirname, '..');
  const out = join(root, 'build/dist');
  const missing = programs.filter(({ entry }) => !existsSync(join(root, entry)));
  for (const { entry, file } of missing) console.error(`${file}: skipped, ${entry} doesn't exist`);
  if (missing.length > 0 && !allowMissing) throw new Error('a program is missing; --allow-missing skips it');

  await writeModuleMark(out);
  const present = programs.filter((program) => !missing.includes(program));
  const started = performance.now();
  for (const { file, bytes } of await Promise.all(present.map((each) => bundle(root, out, each)))) {
    console.log(`${file} (${Math.ceil(bytes / 1024)} KiB)`);
  }
  console.log(`${present.length} bundled in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
