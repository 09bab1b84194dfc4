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
  { entry: 'src/workbench/index.ts', file: 'bezel-workbench.js' },
  { entry: 'src/screens/main.tsx', file: 'bezel-console.js' },
  { entry: 'src/display/main.ts', file: 'bezel-display.js' },
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
    plugins: [
      withoutDevtools,
      leanFastify,
      leanHttp,
      leanYoga,
      plainLetters,
      withoutTerminalSize,
      smallCaches,
      fastSegmenter,
      fastWidth,
    ],
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

/**
 * Fastify would load these for JSON schemas; the server gives it zod's compilers. A fifth of bezeld is not there to be parsed. Its way of
 * handing in requests without a socket (light-my-request) stays: the guest's channel uses it.
 */
const leanFastify: Plugin = {
  name: 'lean-fastify',
  setup({ onResolve }) {
    onResolve(
      { filter: /^(@fastify\/ajv-compiler|@fastify\/fast-json-stringify-compiler)$/ },
      ({ path }) => ({ path, namespace: 'absent' }),
    );
  },
};

/**
 * An `import` of `node:http` makes Node evaluate every lazy export of it, the WebSocket client included: 50 ms and 8 MB at the start
 * of each program. What `require` gives is the module itself.
 */
const leanHttp: Plugin = {
  name: 'lean-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:http$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'built-in' } : null,
    );
    onLoad({ filter: /.*/, namespace: 'built-in' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }));
  },
};

/**
 * Yoga, Ink's layout engine, decodes its WebAssembly with `fetch` of a data URL, which loads Node's whole HTTP client. Given the bytes,
 * it doesn't.
 */
const leanYoga: Plugin = {
  name: 'lean-yoga',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        /;H="data:application\/octet-stream;base64,[^"]+";/,
        (found) => `${found}w=Buffer.from(H.slice(H.indexOf(",")+1),"base64");`,
      );
      if (contents === source) throw new Error('yoga-layout: the place of the WebAssembly has changed');
      return { contents };
    });
  },
};

/**
 * LiquidJS has a table of accented letters in regular expressions, which esbuild leaves as they are. One character beyond ASCII makes V8
 * keep, and parse, all of a program in two bytes a character.
 */
const plainLetters: Plugin = {
  name: 'plain-letters',
  setup({ onLoad }) {
    onLoad({ filter: /liquidjs\/dist\/liquid\.node\.m?js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /[^\0-\x7f]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    }));
  },
};

/**
 * Ink remembers the measures of the last 8,192 texts. A console that runs for months draws a new text every minute, and only the last
 * few come again.
 */
const smallCaches: Plugin = {
  name: 'small-caches',
  setup({ onLoad }) {
    onLoad({ filter: /ink\/build\/(measure|wrap)-text\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace('maxSize: 4096', 'maxSize: 64');
      if (contents === source) throw new Error(`${path}: the size of the cache has changed`);
      return { contents };
    });
  },
};

/** Where the size is not known, Ink would start programs that may know it; our stage always knows one. */
const withoutTerminalSize: Plugin = {
  name: 'without-terminal-size',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^terminal-size$/ }, ({ path }) => ({ path, namespace: 'fixed' }));
    onLoad({ filter: /.*/, namespace: 'fixed' }, () => ({
      contents: 'export default () => ({ columns: 80, rows: 24 })',
    }));
  },
};

/** Ink's packages take every line of every frame apart with a segmenter; `src/ui` has one that is fast for the lines that we draw. */
const fastSegmenter: Plugin = {
  name: 'fast-segmenter',
  setup({ onLoad }) {
    const filter =
      /(string-width\/index|slice-ansi\/tokenize-ansi|wrap-ansi\/index|ink\/build\/line-update|ansi-tokenize\/build\/tokenize)\.js$/;
    const ours = join(import.meta.dirname, '../../src/ui/text/segmenter.ts');
    onLoad({ filter }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(/^(const \w+ = )new Intl\.Segmenter\(.*\);$/m, '$1createSegmenter();');
      if (contents === source) throw new Error(`${path}: the segmenter has changed`);
      return { contents: `import { createSegmenter } from ${JSON.stringify(ours)};\n${contents}` };
    });
  },
};

/** Ink measures every line of every frame; `src/ui` has a measure that is fast for the lines that we draw. */
const fastWidth: Plugin = {
  name: 'fast-width',
  setup({ onResolve }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer.endsWith('src/ui/text/string-width.ts')
        ? null
        : { path: join(import.meta.dirname, '../../src/ui/text/string-width.ts') },
    );
  },
};
