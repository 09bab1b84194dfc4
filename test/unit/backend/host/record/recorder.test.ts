import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunCommand } from '../../../../../src/backend/host/commands.ts';
import { type Files, filesBelow } from '../../../../../src/backend/host/files.ts';
import { commandsOf } from '../../../../../src/backend/host/record/commands-of.ts';
import { filesOf } from '../../../../../src/backend/host/record/files-of.ts';
import { parseRecord } from '../../../../../src/backend/host/record/parse-record.ts';
import { recorderOf } from '../../../../../src/backend/host/record/recorder.ts';
import { renderRecord } from '../../../../../src/backend/host/record/render-record.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bezel-recorder-'));
  await mkdir(join(root, 'sys/devices/pci/net/eth0'), { recursive: true });
  await mkdir(join(root, 'sys/class/net'), { recursive: true });
  await mkdir(join(root, 'empty'));
  await symlink('../../devices/pci/net/eth0', join(root, 'sys/class/net/eth0'));
  await symlink('../..', join(root, 'sys/devices/pci/net/eth0/device'));
  await symlink('class', join(root, 'sys/alias'));
  await symlink('nowhere', join(root, 'sys/lost'));
  await symlink('circle', join(root, 'sys/circle'));
  await writeFile(join(root, 'sys/devices/pci/net/eth0/address'), 'aa:bb\n');
  await writeFile(join(root, 'table'), Buffer.from([0, 255, 1]));
  await writeFile(join(root, 'bom'), '\ufeffText');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const paths = [
  '/sys/class/net/eth0/address',
  '/sys/class/net/eth0/device/net/eth0/address',
  '/sys/alias/net/eth0',
  '/sys/alias/../alias/net',
  '/sys/lost',
  '/sys/circle/x',
  '/sys/class',
  '/table',
  '/table/below',
  '/bom',
  '/empty',
  '/none',
];
type Call = (files: Files, path: string) => Promise<unknown>;
const calls: Record<string, Call> = {
  readBytes: async (files, path) => {
    const bytes = await files.readBytes(path);
    return bytes.ok ? Buffer.from(bytes.value).toString('hex') : bytes.why;
  },
  readText: async (files, path) => {
    const text = await files.readText(path);
    return text.ok ? text.value : text.why;
  },
  listNames: async (files, path) => {
    const names = await files.listNames(path);
    return names.ok ? names.value : names.why;
  },
  readLink: async (files, path) => {
    const link = await files.readLink(path);
    return link.ok ? link.value : link.why;
  },
  readRealPath: async (files, path) => {
    const real = await files.readRealPath(path);
    return real.ok ? real.value : real.why;
  },
  isThere: (files, path) => files.isThere(path),
};
const noCommands: RunCommand = async () => ({ ok: false, why: 'missing', message: 'none' });

describe('a recording', () => {
  it('answers every call as the machine did, whatever was asked in which order', async () => {
    const call = fc.tuple(fc.constantFrom(...Object.keys(calls)), fc.constantFrom(...paths));
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 30 }), async (asked) => {
        const recorder = recorderOf(filesBelow(root), noCommands);
        const answers = await Promise.all(asked.map(([name, path]) => calls[name]?.(recorder.files, path)));
        const parsed = parseRecord(renderRecord(recorder.toRecord()), 'x');
        if (!parsed.ok) throw new Error(parsed.problem.message);
        const replayed = filesOf(parsed.record);
        for (const [index, [name, path]] of asked.entries())
          expect([name, path, await calls[name]?.(replayed, path)]).toEqual([name, path, answers[index]]);
      }),
      { numRuns: 200 },
    );
  });

  it('holds what was read and nothing else', async () => {
    const recorder = recorderOf(filesBelow(root), noCommands);
    await recorder.files.readText('/sys/class/net/eth0/address');
    await recorder.files.isThere('/none');
    expect(recorder.toRecord().files).toEqual({
      '/sys/class/net/eth0': { link: '../../devices/pci/net/eth0' },
      '/sys/devices/pci/net/eth0/address': 'aa:bb\n',
    });
  });

  it('says why something could not be read', async () => {
    const recorder = recorderOf(filesBelow(root), noCommands);
    await recorder.files.readText('/table', 2);
    await recorder.files.readText('/empty');
    expect(recorder.toRecord().files).toEqual({
      '/table': { error: 'EFBIG' },
      '/empty': { error: 'EISDIR' },
    });
  });

  it('holds what programs answered', async () => {
    const answers: Record<string, Awaited<ReturnType<RunCommand>>> = {
      good: { ok: true, stdout: 'fine' },
      bad: { ok: false, why: 'failed', message: 'on fire', status: 4, stdout: 'half' },
      slow: { ok: false, why: 'timed-out', message: 'too slow' },
    };
    const run: RunCommand = async (file) => answers[file] ?? { ok: false, why: 'missing', message: 'none' };
    const recorder = recorderOf(filesBelow(root), run);
    for (const file of ['good', 'bad', 'slow', 'gone']) await recorder.run(file, ['-j']);
    const replay = commandsOf(recorder.toRecord());
    for (const file of ['good', 'bad', 'slow', 'gone'])
      expect(await replay(file, ['-j'])).toEqual(await run(file, ['-j']));
    expect(await replay('good', ['-x'])).toMatchObject({ ok: false, why: 'missing' });
  });
});
