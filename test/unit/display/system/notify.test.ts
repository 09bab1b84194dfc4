import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadLibc } from '../../../../src/display/system/libc.ts';
import { openNotify } from '../../../../src/display/system/notify.ts';
import { openSystem } from '../../../../src/display/system/open-system.ts';
import { eventually } from '../../../support/eventually.ts';

/** A socket as systemd's, and what has come to it. */
function listen(): { path: string; heard(): string[] } {
  const dir = mkdtempSync(join(tmpdir(), 'bz-notify-'));
  const path = join(dir, 'notify');
  const libc = loadLibc();
  const fd = libc.socket(1, 2 | 0o2004000, 0);
  const family = Buffer.from([1, 0]);
  expect(libc.bind(fd, Buffer.concat([family, Buffer.from(`${path}\0`)]))).toBe(0);
  const system = openSystem(libc);
  const heard: string[] = [];
  onTestFinished(() => {
    system.close(fd);
    rmSync(dir, { recursive: true });
  });
  return {
    path,
    heard: () => {
      const buffer = Buffer.alloc(100);
      for (let length = system.read(fd, buffer); length !== undefined; length = system.read(fd, buffer))
        heard.push(buffer.toString('latin1', 0, length));
      return heard;
    },
  };
}
const failed = (error: Error): never => {
  throw error;
};

test('systemd hears that we are ready, that we live, and that we stop', async () => {
  const { path, heard } = listen();
  const notify = openNotify({ system: openSystem(), socket: path, watchdogUs: '40000', failed });
  expect(heard()).toEqual([]);
  notify.ready();
  await eventually(() => expect(heard().slice(0, 3)).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1']));
  notify.stop();
  expect(heard().at(-1)).toBe('STOPPING=1');
});

test('without a watchdog only the beginning and the end are told', () => {
  const { path, heard } = listen();
  const notify = openNotify({ system: openSystem(), socket: path, watchdogUs: undefined, failed });
  notify.ready();
  notify.stop();
  expect(heard()).toEqual(['READY=1', 'STOPPING=1']);
});

test('who was not started by systemd tells nobody, and a socket that is gone is no end', () => {
  openNotify({ system: openSystem(), socket: undefined, watchdogUs: '40000', failed }).ready();
  const errors: string[] = [];
  const failing = { system: openSystem(), socket: '/nowhere/notify', watchdogUs: undefined };
  openNotify({ ...failing, failed: (error) => errors.push(error.message) }).ready();
  expect(errors).toEqual(['connect: ENOENT']);
});
