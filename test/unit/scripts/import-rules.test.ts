import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

const slices = 'Slices never import each other';
const pure = 'nothing from host';
const node = 'lint/correctness/noNodejsModules';
const machine = 'Only src/backend/host touches the machine';
const entry = 'lint/nursery/noJsRestrictedProperties';
const screens = 'Screens see only ui, client and contract';
const contract = 'The contract imports nothing of ours';
const alone = 'self-contained';
const desk = 'The workbench reads, plans and renders';

/** File, its one statement, and what the linter answers: part of a message, or null when it is allowed. */
const rules: [file: string, statement: string, answer: string | null][] = [
  ['src/screens/guest/screen.tsx', "import '../../ui/list.tsx'", null],
  ['src/screens/guest/screen.tsx', "import '../../client/store.ts'", null],
  ['src/screens/guest/screen.tsx', "import 'react/jsx-runtime'", null],
  ['src/screens/guest/screen.tsx', "import 'ink'", null],
  ['src/screens/guest/screen.tsx', "import './columns.ts'", null],
  ['src/screens/guest/screen.tsx', "import '../../backend/host/run.ts'", screens],
  ['src/screens/guest/screen.tsx', "import '../../cli/table.ts'", screens],
  ['src/screens/guest/screen.tsx', "import 'systeminformation'", screens],
  ['src/screens/guest/screen.tsx', "import 'libvirt'", screens],
  ['src/screens/guest/screen.tsx', "import 'node:fs/promises'", node],
  ['src/screens/guest/screen.tsx', 'process.exit(1)', entry],
  ['src/screens/guest/model.ts', "import 'node:path'", node],
  ['src/screens/main.tsx', 'process.exit(process.argv.length)', null],
  ['src/screens/main.tsx', "import '../backend/engine/log.ts'", screens],

  ['src/contract/guest.ts', "import 'zod'", null],
  ['src/contract/guest.ts', "import './fact.ts'", null],
  ['src/contract/guest.ts', "import '../client/store.ts'", contract],
  ['src/contract/guest.ts', "import type { A } from '../backend/engine/slice.ts'", contract],
  ['src/contract/guest.ts', "import 'node:util'", node],

  ['src/client/store.ts', "import '../contract/guest.ts'", null],
  ['src/client/store.ts', "import 'node:http'", null],
  ['src/client/store.ts', "import '../ui/frame.tsx'", 'The client imports the contract only'],
  ['src/client/store.ts', "import 'node:fs'", machine],
  ['src/ui/frame.tsx', "import '../screens/table.ts'", 'The kit knows the contract at most'],
  ['src/cli/verbs/status.ts', "import '../../client/connection.ts'", null],
  ['src/cli/verbs/status.ts', "import '../../backend/host/run.ts'", 'The CLI sees only client and contract'],
  ['src/cli/verbs/status.ts', "import 'execa'", machine],
  ['src/cli/verbs/status.ts', "import '../../workbench/index.ts'", 'The CLI sees only client and contract'],
  ['src/cli/main.ts', 'process.exitCode = process.argv.length', null],

  ['src/workbench/check.ts', "import '../backend/config/read-policy.ts'", null],
  ['src/workbench/check.ts', "import '../backend/host/record/files-of.ts'", null],
  ['src/workbench/check.ts', "export type * from '../cli/workbench.ts'", null],
  ['src/workbench/check.ts', "import '../cli/run.ts'", desk],
  ['src/workbench/check.ts', "import '../backend/server/server.ts'", desk],
  ['src/workbench/check.ts', "import 'node:fs/promises'", machine],
  ['src/backend/guest/watch.ts', "import '../../workbench/desk.ts'", 'not who calls it'],

  ['src/backend/guest/watch.ts', "import '../engine/work.ts'", null],
  ['src/backend/guest/watch.ts', "import '../host/libvirt/events.ts'", null],
  ['src/backend/guest/watch.ts', "import '../../contract/inventory.ts'", null],
  ['src/backend/guest/watch.ts', "import '../inventory/memory.ts'", slices],
  ['src/backend/guest/deep/watch.ts', "import '../../network/bridges.ts'", slices],
  ['src/backend/guest/watch.ts', "export * from '../inventory/memory.ts'", slices],
  ['src/backend/guest/watch.ts', "await import('../inventory/memory.ts')", slices],
  ['src/backend/guest/watch.ts', "import 'libvirt'", machine],
  ['src/backend/guest/watch.ts', "import 'node:fs'", machine],
  ['src/backend/guest/watch.ts', "import 'node:fs/promises'", machine],
  ['src/backend/guest/watch.ts', "import '../../screens/table.ts'", 'not who calls it'],
  ['src/backend/guest/plan.ts', "import '../host/run.ts'", pure],
  ['src/backend/guest/parse-xml.ts', "import '../host/run.ts'", pure],
  ['src/backend/guest/render-domain.ts', "import 'node:fs/promises'", node],
  ['src/backend/guest/model.ts', "import 'node:crypto'", node],
  ['src/backend/guest/plan.ts', "import '../network/plan.ts'", slices],
  ['src/backend/guest/plan.ts', "import '../../contract/guest.ts'", null],
  ['src/backend/guest-api/slice.ts', "import '../guest/slice.ts'", slices],
  ['src/backend/guest/watch.ts', "import '../guest-api/slice.ts'", slices],
  ['src/backend/guest-api/plan-events.ts', "import '../host/run.ts'", pure],
  ['src/backend/config/plan.ts', "import '../host/run.ts'", pure],
  ['src/backend/server/render.ts', "import '../host/run.ts'", pure],

  ['src/backend/engine/store.ts', "import 'node:sqlite'", null],
  [
    'src/backend/engine/store.ts',
    "import '../guest/plan.ts'",
    'The slices and the server stand on this part',
  ],
  ['src/backend/guest/store.ts', "import 'node:sqlite'", "Only the engine's store opens the database"],
  ['src/backend/engine/log.ts', 'console.log(1)', 'lint/suspicious/noConsole'],
  ['src/backend/engine/log.ts', "import 'node:process'", 'Only entry points'],
  ['src/backend/engine/log.ts', 'process.env.DEBUG', entry],
  ['src/backend/main.ts', 'process.env.DEBUG', null],
  ['src/backend/main.ts', "import './guest/slice.ts'", null],
  ['src/backend/host/run.ts', "import 'execa'", null],
  ['src/backend/host/run.ts', "import 'node:fs/promises'", null],
  ['src/backend/host/run.ts', "import 'systeminformation'", null],
  ['src/backend/host/libvirt.ts', "import 'libvirt'", null],
  ['src/backend/host/run.ts', "import '../guest/plan.ts'", 'The slices and the server stand on this part'],
  ['src/backend/host/sys/parse-cpu.ts', "import 'node:fs'", node],
  ['src/backend/host/sys/parse-cpu.ts', "import 'execa'", machine],

  ['src/libvirt/connection.ts', "import 'node:net'", null],
  ['src/libvirt/connection.ts', "import '../contract/text.ts'", alone],
  ['src/libvirt/xdr/codec.ts', "import '../../backend/engine/log.ts'", alone],
  ['src/display/rfb.ts', "import 'node:fs'", null],
  ['src/display/rfb.ts', "import '../libvirt/index.ts'", alone],
  ['src/display/parse-rect.ts', "import 'node:zlib'", node],
  ['src/display/input/devices.ts', "import 'koffi'", 'Only src/display/system/libc.ts calls the C library'],
  ['src/display/system/libc.ts', "import 'koffi'", null],
  ['src/display/system/libc.ts', "import '../surface.ts'", 'It knows koffi, and nothing else'],
];

let dir: string;
let diagnostics: Diagnostic[];

interface Diagnostic {
  message: string;
  category: string;
  location: { path: string; start: { line: number } };
}

/** The statements go into files at their real places, one to a line, and Biome judges them all at once. */
const files = Map.groupBy(rules, ([file]) => file);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bezel-rules-'));
  for (const name of ['biome.json', '.gitignore']) await copyFile(join(root, name), join(dir, name));
  for (const [file, statements] of files) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), `${statements.map(([, statement]) => `${statement};`).join('\n')}\n`);
  }
  diagnostics = await lint(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('the rule that says who may import what', () => {
  it.each(rules)('%s: %s', (file, statement, answer) => {
    const line = 1 + (files.get(file) ?? []).findIndex(([, other]) => other === statement);
    const said = diagnostics
      .filter(({ location }) => location.path === file && location.start.line === line)
      .map(({ category, message }) => `${category} ${message}`);
    if (answer === null) expect(said).toEqual([]);
    else expect(said.join('\n')).toContain(answer);
  });

  it('knows every folder of the backend', async () => {
    const config = await readFile(join(root, 'biome.json'), 'utf8');
    const sets = config.matchAll(/"src\/backend\/\{?([a-z,-]+)\}?\/\*\*[/"]/g);
    const known = new Set([...sets].flatMap(([, names]) => names?.split(',') ?? []));
    const entries = await readdir(join(root, 'src/backend'), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders.filter((name) => !known.has(name))).toEqual([]);
  });
});

async function lint(cwd: string): Promise<Diagnostic[]> {
  const biome = join(root, 'node_modules/.bin/biome');
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const stdout = await new Promise<string>((resolve) => {
    execFile(biome, args, { cwd }, (_refusal, stdout) => resolve(stdout));
  });
  return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
}
