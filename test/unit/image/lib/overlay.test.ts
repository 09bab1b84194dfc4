import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  parseFound,
  parseOverlayFailures,
  planOverlay,
  writeOverlay,
} from '../../../../image/lib/overlay.ts';
import { run } from '../../../../image/lib/run.ts';

const silent = { log: () => {} };

async function makeImage(): Promise<{ directory: string; image: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bezel-overlay-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const image = path.join(directory, 'image.ext4');
  await run(silent, 'mke2fs', ['-q', '-t', 'ext4', image, '8M']);
  return { directory, image };
}

test('directories that are not there are made before what is in them, each once', () => {
  const entries = [
    { kind: 'file', source: '/s/a', target: '/etc/bezel/x/a', mode: 0o644 },
    { kind: 'link', target: '/etc/bezel/x/b', to: '../c' },
  ] as const;
  expect(planOverlay(entries, new Set(['/etc']))).toEqual([
    'mkdir "/etc/bezel"',
    'mkdir "/etc/bezel/x"',
    'rm "/etc/bezel/x/a"',
    'write "/s/a" "/etc/bezel/x/a"',
    'set_inode_field "/etc/bezel/x/a" mode 0100644',
    'rm "/etc/bezel/x/b"',
    'symlink "/etc/bezel/x/b" "../c"',
  ]);
});

test('a name that debugfs would misread is refused', () => {
  const entry = { kind: 'file', source: '/s/a"\nrm /', target: '/a', mode: 0o644 } as const;
  expect(() => planOverlay([entry], new Set())).toThrow("debugfs can't take the file name");
});

test('the paths that exist are told from those that do not', () => {
  const lines = [
    'debugfs: testi "/etc"',
    'Inode 14 is marked in use',
    'debugfs: testi "/x"',
    'debugfs: testi "/y"',
  ];
  expect(parseFound(lines)).toEqual(new Set(['/etc']));
});

test('that a file to be replaced is not there is no failure; anything else is', () => {
  const lines = [
    'debugfs 1.47.0 (5-Feb-2023)',
    'rm: File not found by ext2_lookup while trying to resolve filename',
    '',
    '/s/a: No such file or directory',
  ];
  expect(parseOverlayFailures(lines)).toEqual(['/s/a: No such file or directory']);
});

test('files and links land in a real file system with their modes, in place of older ones', async () => {
  const { directory, image } = await makeImage();
  const source = path.join(directory, "a file, it's called");
  for (const text of ['old\n', 'new\n']) {
    await writeFile(source, text);
    await writeOverlay(silent, image, [
      { kind: 'file', source, target: '/usr/bin/tool', mode: 0o755 },
      { kind: 'link', target: '/etc/deep/link', to: '/usr/bin/tool' },
    ]);
  }
  const ask = (request: string) => run(silent, 'debugfs', ['-R', request, image]);
  expect(await ask('cat /usr/bin/tool')).toContain('new');
  expect(await ask('stat /usr/bin/tool')).toMatch(/Mode:\s+0755[\s\S]*User:\s+0 /);
  expect(await ask('stat /etc/deep/link')).toContain('Fast link dest: "/usr/bin/tool"');
});

test('a source that is missing is an error, not a hole in the image', async () => {
  const { image } = await makeImage();
  const entry = { kind: 'file', source: '/does/not/exist', target: '/a', mode: 0o644 } as const;
  await expect(writeOverlay(silent, image, [entry])).rejects.toThrow('/does/not/exist');
});
