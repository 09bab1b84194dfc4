import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listOverlay } from '../../../../image/host/overlay.ts';
import { bundle, writeModuleMark } from '../../../../scripts/lib/bundle.ts';

const root = join(import.meta.dirname, '../../../..');
const PROGRAMS = '/usr/lib/bezel/';

test('a bundle finds the C library with what the image has of koffi', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-bundled-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const entry = join(folder, 'entry.ts');
  const system = join(root, 'src/display/system/open-system.ts');
  await writeFile(
    entry,
    `import { openSystem } from '${system}'; console.log(openSystem().openSignal() > 2);`,
  );
  const out = join(folder, 'out');
  await writeModuleMark(out);
  await bundle(root, out, { entry, file: 'program.js' });
  const { entries } = await listOverlay(root);
  for (const each of entries) {
    if (each.kind !== 'file' || !each.target.startsWith(`${PROGRAMS}node_modules/`)) continue;
    const target = join(out, each.target.slice(PROGRAMS.length));
    await mkdir(dirname(target), { recursive: true });
    await copyFile(each.source, target);
  }
  expect(execFileSync(process.execPath, [join(out, 'program.js')], { encoding: 'utf8' })).toBe('true\n');
});
