import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** One program: its source below the root, and the file it becomes below the output folder. */
export interface Program {
  entry: string;
  file: string;
}

export const programs: readonly Program[] = [
  { entry: 'src/backend/main.ts', file: 'bezeld.js' },
  { entry: 'src/cli/main.ts', file: 'bezel.js' },
  { entry: 'src/screens/main.tsx', file: 'bezel-console.js' },
];

export interface Bundle {
  file: string;
  bytes: number;
}

/**
 * Bundles one program into one minified file with its source map beside it.
 *
 * The bundles are ES modules, since Ink's layout engine is loaded with a top-level await; packages that are
 * still CommonJS get the `require` that they expect.
 */
export async function bundle(root: string, out: string, program: Program): Promise<Bundle> {
  const result = await build(options(root, out, program, await readVersion(root)));
  const [name] = Object.keys(result.metafile?.outputs ?? {}).filter((path) => path.endsWith('.js'));
  return { file: join(out, program.file), bytes: result.metafile?.outputs[name ?? '']?.bytes ?? 0 };
}

/** Says beside the bundles that they are modules: without it Node parses each twice to find out. */
export async function writeModuleMark(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
}

async function readVersion(root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function options(root: string, out: string, { entry, file }: Program, version: string): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(out, file),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
    define: {
      __BEZEL_VERSION__: JSON.stringify(version),
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
    },
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        'const require = __createRequire(import.meta.url);',
        'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
      ].join('\n'),
    },
    plugins: [withoutDevtools],
  };
}

/** Ink can talk to React's developer tools; an appliance can't, and the package is not installed. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'export default {}' }));
  },
};
