import { join } from 'node:path';
import type { RunCommand } from '../../host/commands.ts';
import type { Files } from '../../host/files.ts';
import { renderNutFiles, toFormerPassword, type UpsPolicy, upsUnits } from './render-nut-files.ts';

export interface ApplyOptions {
  folder: string;
  ups: UpsPolicy | undefined;
  files: Pick<Files, 'readText' | 'listNames'>;
  writeFile(path: string, text: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  run: RunCommand;
}

const programs = {
  notify: '/usr/lib/bezel/bezel-ups-event',
  shutdown: '/usr/lib/bezel/bezel-ups-empty',
} as const;
const nutPort = 3493;

/** Has NUT's processes run with what the policy says: they are stopped first where that is something else than now. */
export async function applyNutFiles(options: ApplyOptions): Promise<void> {
  const { folder, ups, files, writeFile, removeFile, run } = options;
  const conf = join(folder, 'conf');
  const read = async (name: string): Promise<string | undefined> => {
    const reading = await files.readText(join(conf, name));
    return reading.ok ? reading.value : undefined;
  };
  const password = toFormerPassword((await read('upsd.users')) ?? '') ?? crypto.randomUUID();
  const wanted =
    ups === undefined
      ? { files: new Map<string, string>(), units: [] }
      : renderNutFiles(ups, { folder, password, programs, port: nutPort });
  const listing = await files.listNames(conf);
  const there = listing.ok ? listing.value.filter((name) => /^(nut|ups.*)\.(conf|users)$/.test(name)) : [];

  const isSame = async (name: string): Promise<boolean> => (await read(name)) === wanted.files.get(name);
  const same = await Promise.all([...new Set([...there, ...wanted.files.keys()])].map(isSame));
  if (same.includes(false)) {
    await systemctl(run, 'stop', ...upsUnits);
    for (const name of there) if (!wanted.files.has(name)) await removeFile(join(conf, name));
    for (const [name, text] of wanted.files) await writeFile(join(conf, name), text);
    await removeFile(join(folder, 'state', 'now'));
  }
  if (wanted.units.length > 0) await systemctl(run, 'start', '--no-block', ...wanted.units);
}

async function systemctl(run: RunCommand, ...args: string[]): Promise<void> {
  const result = await run('systemctl', args, { timeoutMs: 60_000 });
  if (!result.ok) throw new Error(`systemctl ${args[0]}: ${result.message}`);
}
