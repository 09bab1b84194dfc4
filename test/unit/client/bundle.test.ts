import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Every file that a bundle of `entry` holds something of. */
async function inputsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
}

test('a program with the client in it needs the contract and no package', async () => {
  const inputs = await inputsOf('src/client/index.ts');
  expect(inputs).toContain('src/client/store.ts');
  expect(inputs.filter((file) => !/^src\/(client|contract)\//.test(file))).toEqual([]);
});

test('the hook for screens needs React and no other package', async () => {
  const inputs = await inputsOf('src/client/use-store.ts');
  expect(inputs.filter((file) => !/^(src\/(client|contract)|node_modules\/react)\//.test(file))).toEqual([]);
});

test('the CLI needs no package', async () => {
  const inputs = await inputsOf('src/cli/main.ts');
  expect(inputs.filter((file) => !/^src\/(cli|client|contract)\//.test(file))).toEqual([]);
});
