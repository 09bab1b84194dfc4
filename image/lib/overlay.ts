import path from 'node:path';
import { type BuildContext, BuildError, run, runApart } from './run.ts';

/** One thing to put into a file system image, owned by root. Targets are absolute paths inside it. */
export type OverlayEntry =
  | { readonly kind: 'file'; readonly target: string; readonly source: string; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string; readonly to: string };

const S_IFREG = 0o100000;

/** Complaints of debugfs that are no failure: a directory is there already, a file to be replaced isn't. */
const HARMLESS =
  /(?:: File not found by ext2_lookup|: Ext2 directory already exists|^debugfs \d|^debugfs: |^Allocated inode: )/;

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

/** The debugfs commands that put the entries in place, replacing files of the same name. */
export function planOverlay(entries: readonly OverlayEntry[]): string[] {
  const directories = [...new Set(entries.flatMap((entry) => parents(entry.target)))];
  const commands = directories.map((directory) => `mkdir ${quote(directory)}`);
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

/**
 * Writes the entries into an ext2/3/4 image, which starts `offset` bytes into `file`, without mounting it.
 * Rejects when debugfs or the check of the file system afterwards finds anything wrong.
 */
export async function writeOverlay(
  context: Pick<BuildContext, 'log' | 'signal'>,
  file: string,
  entries: readonly OverlayEntry[],
): Promise<void> {
  const commands = `${planOverlay(entries).join('\n')}\n`;
  const { stderr } = await runApart(context, 'debugfs', ['-w', '-f', '-', file], commands);
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
