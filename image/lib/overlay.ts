import path from 'node:path';
import { type BuildContext, BuildError, run, runApart } from './run.ts';

/** One thing to put into a file system image, owned by root. Targets are absolute paths inside it. */
export type OverlayEntry =
  | { readonly kind: 'file'; readonly target: string; readonly source: string; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string; readonly to: string };

const S_IFREG = 0o100000;

/** Complaints of debugfs that are no failure: a file to be replaced isn't there. */
const HARMLESS = /^rm: File not found by ext2_lookup|^debugfs \d/;

function quote(name: string): string {
  if (/["\n\\]/.test(name)) {
    throw new BuildError(
      'bad-file-name',
      `debugfs can't take the file name ${JSON.stringify(name)}`,
      'Rename the file.',
    );
  }
  return `"${name}"`;
}

/** Every directory above a path, outermost first, without the root. */
function parents(target: string): string[] {
  const above = path.posix.dirname(target);
  return above === '/' ? [] : [...parents(above), above];
}

/** Every directory that the entries need, outermost first. */
function toDirectories(entries: readonly OverlayEntry[]): string[] {
  return [...new Set(entries.flatMap((entry) => parents(entry.target)))];
}

/**
 * The debugfs commands that put the entries in place, replacing files of the same name. Directories that exist must be
 * known: debugfs' `mkdir` leaves a lost inode behind when the name is taken.
 */
export function planOverlay(entries: readonly OverlayEntry[], existing: ReadonlySet<string>): string[] {
  const commands = toDirectories(entries)
    .filter((directory) => !existing.has(directory))
    .map((directory) => `mkdir ${quote(directory)}`);
  for (const entry of entries) {
    const target = quote(entry.target);
    commands.push(`rm ${target}`);
    if (entry.kind === 'link') {
      commands.push(`symlink ${target} ${quote(entry.to)}`);
    } else {
      const mode = (S_IFREG | entry.mode).toString(8);
      commands.push(`write ${quote(entry.source)} ${target}`, `set_inode_field ${target} mode 0${mode}`);
    }
  }
  return commands;
}

/** The lines of debugfs' complaints that mean that something was not done: it has no exit status for that. */
export function parseOverlayFailures(output: readonly string[]): string[] {
  return output.filter((line) => line.trim() !== '' && !HARMLESS.test(line));
}

/** The paths that debugfs' `testi` found, in what it says for several: each command is repeated before its answer. */
export function parseFound(output: readonly string[]): Set<string> {
  const found = new Set<string>();
  output.forEach((line, index) => {
    const name = /^debugfs: testi "(.*)"$/.exec(line)?.[1];
    if (name !== undefined && /is marked in use/.test(output[index + 1] ?? '')) {
      found.add(name);
    }
  });
  return found;
}

/**
 * Writes the entries into an ext2/3/4 image without mounting it.
 * Rejects when debugfs or the check of the file system afterwards finds anything wrong.
 */
export async function writeOverlay(
  context: Pick<BuildContext, 'log' | 'signal'>,
  file: string,
  entries: readonly OverlayEntry[],
): Promise<void> {
  const debugfs = (flags: string[], commands: string[]) =>
    runApart(context, 'debugfs', [...flags, '-f', '-', file], `${commands.join('\n')}\n`);
  const questions = toDirectories(entries).map((directory) => `testi ${quote(directory)}`);
  const existing = parseFound((await debugfs([], questions)).stdout);
  const { stderr } = await debugfs(['-w'], planOverlay(entries, existing));
  const failures = parseOverlayFailures(stderr);
  if (failures.length > 0) {
    throw new BuildError(
      'overlay',
      `debugfs can't fill ${file}: ${failures.join('; ')}`,
      'See docs/image.md, "Size".',
    );
  }
  await run(context, 'e2fsck', ['-f', '-n', file]);
}
