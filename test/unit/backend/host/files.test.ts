import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../src/backend/host/commands.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { writeFileSafely } from '../../../../src/backend/host/write-file.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bezel-files-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('files', () => {
  it('are read below their root, as UTF-8 or Latin-1', async () => {
    const files = filesBelow(root);
    await writeFile(join(root, 'utf8'), 'Süd');
    await writeFile(join(root, 'latin1'), Buffer.from('Süd', 'latin1'));
    expect(await files.readText('/utf8')).toEqual({ ok: true, value: 'Süd' });
    expect(await files.readText('/latin1')).toEqual({ ok: true, value: 'Süd' });
  });

  it('that are missing, folders or too long say so and throw nothing', async () => {
    const files = filesBelow(root);
    await mkdir(join(root, 'folder'));
    await writeFile(join(root, 'long'), 'x'.repeat(101));
    expect(await files.readText('/none/at/all')).toMatchObject({ ok: false, why: 'missing' });
    expect(await files.readText('/folder')).toMatchObject({ ok: false, why: 'unreadable' });
    expect(await files.readText('/long', 100)).toMatchObject({ ok: false, why: 'too-large' });
    expect(await files.readText('/long', 101)).toMatchObject({ ok: true });
    expect(await files.listNames('/none')).toMatchObject({ ok: false, why: 'missing' });
    expect(await files.readLinkName('/long')).toMatchObject({ ok: false });
    expect(await files.isThere('/none')).toBe(false);
  });

  it('of any length are read whole', async () => {
    const lengths = [0, 1, 4095, 4096, 4097, 20_000, 65_536];
    for (const length of lengths) {
      const text = Array.from({ length }, (_, n) => String.fromCharCode(97 + (n % 23))).join('');
      await writeFile(join(root, `${length}`), text);
      expect(await filesBelow(root).readText(`/${length}`)).toEqual({ ok: true, value: text });
    }
  });

  it('that are tables of the kernel are read whole at once', async () => {
    const path = '/proc/self/mountinfo';
    await mkdir(join(root, '/proc/self'), { recursive: true });
    for (const length of [0, 4096, 10_000]) {
      await writeFile(join(root, path), 'm'.repeat(length));
      expect(await filesBelow(root).readText(path)).toEqual({ ok: true, value: 'm'.repeat(length) });
    }
    expect(await filesBelow(root).readText(path, 9999)).toMatchObject({ why: 'too-large' });
    expect(await filesBelow(root).readText(path, 10_000)).toMatchObject({ ok: true });
  });

  it('whose size the kernel does not tell are read whole', async () => {
    expect(await filesBelow('/').readText('/proc/self/status')).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^Name:/),
    });
  });

  it('of the kernel answer as any other, whether they are there or not', async () => {
    const files = filesBelow(root);
    for (const folder of ['/sys/devices/a', '/elsewhere/a']) {
      await mkdir(join(root, folder), { recursive: true });
      await symlink('a', join(root, folder, '../link'));
      const at = (name: string) => join(folder, '..', name);
      await writeFile(join(root, at('text')), 'x'.repeat(4096));
      expect(await files.readText(at('text'))).toEqual({ ok: true, value: 'x'.repeat(4096) });
      expect(await files.readText(at('text'), 4095)).toMatchObject({ ok: false, why: 'too-large' });
      expect(await files.readText(at('a'))).toMatchObject({ why: 'unreadable', errno: 'EISDIR' });
      expect(await files.readText(at('none'))).toMatchObject({
        why: 'missing',
        message: `ENOENT: no such file or directory, open '${join(root, at('none'))}'`,
      });
      expect(await files.listNames(at(''))).toEqual({ ok: true, value: ['a', 'link', 'text'] });
      expect(await files.listNames(at('none'))).toMatchObject({ why: 'missing' });
      expect(await files.readLink(at('link'))).toEqual({ ok: true, value: 'a' });
      expect(await files.readLink(at('text'))).toMatchObject({ why: 'unreadable', errno: 'EINVAL' });
      expect(await files.isThere(at('link'))).toBe(true);
      expect(await files.isThere(at('none'))).toBe(false);
    }
  });

  it('that are read at the same time do not mix, however many they are', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `/sys/devices/${index}`);
    await mkdir(join(root, 'sys/devices'), { recursive: true });
    for (const name of names) await writeFile(join(root, name), name.repeat(20));
    const files = filesBelow(root);
    const bytes = await Promise.all(names.map((name) => files.readBytes(name)));
    expect(bytes.map((each) => each.ok && Buffer.from(each.value).toString())).toEqual(
      names.map((name) => name.repeat(20)),
    );
  });

  it('have real paths as the machine sees them', async () => {
    await mkdir(join(root, 'a', 'b'), { recursive: true });
    await symlink('a/b', join(root, 'link'));
    const files = filesBelow(root);
    expect(await files.readRealPath('/link')).toEqual({ ok: true, value: '/a/b' });
    expect(await files.readLinkName('/link')).toEqual({ ok: true, value: 'b' });
  });
});

describe('a file that is written safely', () => {
  it('replaces the old one as a whole, for its owner only, and leaves nothing beside it', async () => {
    const path = join(root, 'new', 'state.json');
    await writeFileSafely(path, 'one');
    await writeFileSafely(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(root, 'new'))).toEqual(['state.json']);
  });

  it('that cannot take its place leaves the old one and nothing beside it', async () => {
    await mkdir(join(root, 'taken', 'full'), { recursive: true });
    await expect(writeFileSafely(join(root, 'taken'), 'x')).rejects.toThrow();
    expect(await readdir(root)).toEqual(['taken']);
  });
});

describe('a command', () => {
  it('gets its arguments as they are, and no environment of ours', async () => {
    expect(await runCommand('printf', ['%s|', '$HOME', '; reboot', "it's"])).toEqual({
      ok: true,
      stdout: "$HOME|; reboot|it's|",
    });
    const env = await runCommand('env', []);
    expect(
      env.ok &&
        env.stdout
          .split('\n')
          .map((line) => line.split('=')[0])
          .sort(),
    ).toEqual(['LC_ALL', 'PATH']);
  });

  it.each([
    ['missing', 'no-such-program', []],
    ['failed', 'sh', ['-c', 'echo why >&2; exit 3']],
    ['too-much-output', 'head', ['-c', '2000', '/dev/zero']],
  ] as const)('that is or does %s says so', async (why, file, args) => {
    const result = await runCommand(file, args, { maxBytes: 1000 });
    expect(result).toMatchObject({ ok: false, why });
    if (why === 'failed') expect(result).toMatchObject({ message: 'why' });
  });

  it('that takes too long or is cancelled is ended', async () => {
    expect(await runCommand('sleep', ['60'], { timeoutMs: 50 })).toMatchObject({
      ok: false,
      why: 'timed-out',
    });
    const abort = new AbortController();
    const running = runCommand('sleep', ['60'], { signal: abort.signal });
    abort.abort();
    expect(await running).toMatchObject({ ok: false, why: 'cancelled' });
  });

  it('reads its input', async () => {
    expect(await runCommand('cat', [], { input: 'text' })).toEqual({ ok: true, stdout: 'text' });
  });
});
