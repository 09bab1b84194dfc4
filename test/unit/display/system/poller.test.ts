import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSystem } from '../../../../src/display/system/open-system.ts';
import { createPoller } from '../../../../src/display/system/poller.ts';
import { errorCode, type System } from '../../../../src/display/system/system.ts';

let folder = '';
let system: System;
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bezel-poller-'));
  system = openSystem();
});
afterAll(() => rmSync(folder, { recursive: true }));

function openPipe(): number {
  const path = join(folder, `pipe${count++}`);
  execFileSync('mkfifo', [path]);
  return system.open(path, 'both');
}

function open() {
  const failures: unknown[] = [];
  const poller = createPoller(system, (error) => failures.push(error));
  onTestFinished(() => poller.stop());
  return { poller, failures };
}

/** Collects what comes through a pipe. */
function collect(poller: ReturnType<typeof createPoller>, fd: number) {
  const texts: string[] = [];
  const buffer = Buffer.alloc(64);
  const stop = poller.watch(fd, 'read', () => {
    const length = system.read(fd, buffer) ?? 0;
    texts.push(buffer.toString('latin1', 0, length));
  });
  return { texts, stop };
}

const send = (fd: number, text: string) => system.write(fd, Buffer.from(text));

describe('waiting for many descriptors', () => {
  test('tells each of its own, also of those that come while it waits', async () => {
    const { poller } = open();
    const one = openPipe();
    const first = collect(poller, one);
    send(one, 'one');
    await expect.poll(() => first.texts).toEqual(['one']);
    const other = openPipe();
    const second = collect(poller, other);
    send(other, 'other');
    await expect.poll(() => second.texts).toEqual(['other']);
    expect(first.texts).toEqual(['one']);
    for (const fd of [one, other]) poller.close(fd);
  });

  test('tells nothing of what is not watched any more', async () => {
    const { poller } = open();
    const fd = openPipe();
    const witness = openPipe();
    const silent = collect(poller, fd);
    const heard = collect(poller, witness);
    silent.stop();
    send(fd, 'nobody');
    send(witness, 'somebody');
    await expect.poll(() => heard.texts).toEqual(['somebody']);
    expect(silent.texts).toEqual([]);
    for (const each of [fd, witness]) poller.close(each);
  });

  test('goes on when one of them fails', async () => {
    const { poller, failures } = open();
    const bad = openPipe();
    const good = openPipe();
    const stop = poller.watch(bad, 'read', () => {
      stop();
      throw new Error('no');
    });
    const heard = collect(poller, good);
    send(bad, 'x');
    await expect.poll(() => failures).toEqual([new Error('no')]);
    send(good, 'y');
    await expect.poll(() => heard.texts).toEqual(['y']);
    for (const fd of [bad, good]) poller.close(fd);
  });

  test('closes a descriptor only when nobody waits for it', async () => {
    const { poller } = open();
    const fd = openPipe();
    collect(poller, fd).stop();
    poller.close(fd);
    const closed = () => {
      try {
        system.read(fd, Buffer.alloc(1));
        return '';
      } catch (error) {
        return errorCode(error);
      }
    };
    await expect.poll(closed).toBe('EBADF');
  });

  test('does not keep the program from exiting', () => {
    const modules = ['open-system', 'poller'].map(
      (name) =>
        `await import(${JSON.stringify(join(import.meta.dirname, `../../../../src/display/system/${name}.ts`))})`,
    );
    const source = `
      const [{ openSystem }, { createPoller }] = [${modules.join(',')}];
      createPoller(openSystem(), console.error);
      setImmediate(() => process.exit(7));
    `;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
      timeout: 15_000,
    });
    expect(status).toBe(7);
  });
});

describe('the kernel', () => {
  test('says by name what it refuses', () => {
    const fd = openPipe();
    expect(() => system.ioctl(fd, 0x4600, Buffer.alloc(160))).toThrow('ioctl 0x4600: ENOTTY');
    expect(() => system.open(join(folder, 'nothing'), 'read')).toThrow(
      expect.objectContaining({ code: 'ENOENT' }),
    );
    system.close(fd);
  });

  test('has nothing to be read in an empty pipe', () => {
    const fd = openPipe();
    expect(system.read(fd, Buffer.alloc(8))).toBeUndefined();
    system.close(fd);
  });

  test('tells of devices to whoever asks', () => {
    const fd = system.openUevents();
    expect(system.read(fd, Buffer.alloc(8192))).toBeUndefined();
    system.close(fd);
  });
});
