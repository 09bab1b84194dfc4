import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildContext, BuildError, run } from './run.ts';

/** The Debian release that the host and the demo guest are made of. */
export const SUITE = 'trixie';

/** Settings of the build machine's apt that decide whether its mirror can be used at all. */
const COPIED_SETTINGS = /^Acquire::(?:Check-Valid-Until|Check-Date|Retries|https?::|AllowInsecure)/;

/**
 * The Debian mirror in an apt sources file, one-line or deb822 style: the first entry that has the component `main`
 * and is not a security or snapshot-of-something-else archive. Undefined when there is none.
 */
export function parseMirror(text: string): string | undefined {
  const isMirror = (uri: string | undefined): uri is string =>
    uri !== undefined && /\/debian\/?$/.test(uri) && /^(?:https?|file|mirror\+\w+):/.test(uri);
  for (const block of text.split(/\n\s*\n/)) {
    const uris = /^URIs:\s*(.+)$/m.exec(block)?.[1]?.split(/\s+/) ?? [];
    const oneLine = [...block.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+\S+\s+.*\bmain\b/gm)].map(
      (m) => m[1],
    );
    const found = [...uris, ...oneLine].find(isMirror);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The lines of `apt-config dump` that the bootstrap must share with the build machine, as apt options. */
export function parseAptSettings(dump: string): string[] {
  return dump
    .split('\n')
    .map((line) => line.trim().replace(/;$/, ''))
    .filter((line) => COPIED_SETTINGS.test(line) && !/ ""$/.test(line));
}

/** Reads which mirror the build machine itself uses. `etcApt` is normally `/etc/apt`. */
export async function readMirror(etcApt: string): Promise<string> {
  const parts = await readdir(path.join(etcApt, 'sources.list.d')).catch(() => []);
  const files = [
    path.join(etcApt, 'sources.list'),
    ...parts
      .filter((name) => /\.(?:list|sources)$/.test(name))
      .map((name) => path.join(etcApt, 'sources.list.d', name)),
  ];
  for (const file of files) {
    const mirror = parseMirror(await readFile(file, 'utf8').catch(() => ''));
    if (mirror !== undefined) {
      return mirror;
    }
  }
  throw new BuildError(
    'no-debian-mirror',
    `No Debian mirror is named in ${etcApt}`,
    'Add a deb entry for the Debian archive to /etc/apt/sources.list, run apt-get update, and try again.',
  );
}

export interface BootstrapOptions {
  /** mmdebstrap's variant: `extract` only unpacks, `minbase` installs. */
  readonly variant: 'extract' | 'minbase';
  readonly packages: readonly string[];
  /** More arguments of mmdebstrap: dpkg options, hooks. */
  readonly extraArguments?: readonly string[];
  /** More environment for the hooks. */
  readonly env?: Readonly<Record<string, string>>;
  /** A directory or tar file that doesn't exist yet. */
  readonly target: string;
}

/** Runs mmdebstrap with the build machine's own mirror and apt settings. Needs root. */
export async function runBootstrap(
  context: Pick<BuildContext, 'log' | 'signal'>,
  options: BootstrapOptions,
): Promise<void> {
  const quiet = { ...context, log: () => {} };
  const settings = parseAptSettings(await run(quiet, 'apt-config', ['dump']));
  const mirror = await readMirror('/etc/apt');
  const args = [
    '--mode=root',
    `--variant=${options.variant}`,
    `--include=${options.packages.join(',')}`,
    '--aptopt=Apt::Install-Recommends "false"',
    '--aptopt=Acquire::Languages "none"',
    ...settings.map((setting) => `--aptopt=${setting}`),
    ...(options.extraArguments ?? []),
    SUITE,
    options.target,
    mirror,
  ];
  await run(context, 'mmdebstrap', args, { env: { ...options.env } });
}
