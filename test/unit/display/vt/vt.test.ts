import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openSystem } from '../../../../src/display/system/open-system.ts';
import { createPoller } from '../../../../src/display/system/poller.ts';
import { type System, SystemError } from '../../../../src/display/system/system.ts';
import { openVt, restoreVt } from '../../../../src/display/vt/open-vt.ts';
import { readActiveVt } from '../../../../src/display/vt/read-active-vt.ts';
import { createVtSwitch } from '../../../../src/display/vt/vt-switch.ts';

const names: Record<number, string> = { 19258: 'KDSETMODE', 19269: 'KDSKBMODE', 22022: 'VT_ACTIVATE' };

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bezel-vt-'));
  mkdirSync(join(root, 'class/tty/tty0'), { recursive: true });
  writeFileSync(join(root, 'tty8'), '');
  setActive('tty1\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const activeFile = () => join(root, 'class/tty/tty0/active');
const setActive = (text: string) => writeFileSync(activeFile(), text);

function open(refuse = false) {
  const calls: string[] = [];
  const system: System = {
    ...openSystem(),
    ioctl(_, request, argument) {
      if (refuse) throw new SystemError('ioctl', 'EPERM');
      calls.push(`${names[request]} ${argument}`);
      return 0;
    },
  };
  return { system, calls };
}

describe('our terminal', () => {
  test('is taken from the kernel and given back', () => {
    const { system, calls } = open();
    const vt = openVt(system, root, 8);
    vt.take();
    vt.give();
    vt.activate(1);
    vt.close();
    expect(calls).toEqual(['KDSKBMODE 4', 'KDSETMODE 1', 'KDSETMODE 0', 'KDSKBMODE 3', 'VT_ACTIVATE 1']);
  });

  test('is cleaned up after a program that was killed, and left for the console only if it was in front', () => {
    const first = open();
    restoreVt(first.system, root, 8, 1, true);
    expect(first.calls).toEqual(['KDSETMODE 0', 'KDSKBMODE 3', 'VT_ACTIVATE 1']);
    const second = open();
    restoreVt(second.system, root, 8, 1, false);
    expect(second.calls).toEqual(['KDSETMODE 0', 'KDSKBMODE 3']);
  });

  test('says what to do when the kernel refuses', () => {
    const { system } = open(true);
    const vt = openVt(system, root, 8);
    expect(() => vt.take()).toThrow(
      'tty8 is not the terminal that this program was started on; start it with TTYPath=/dev/tty8',
    );
    vt.close();
  });
});

describe('the terminal in front', () => {
  test('is read', () => {
    const { system } = open();
    expect(readActiveVt(system, root)).toBe(1);
    setActive('');
    expect(readActiveVt(system, root)).toBeUndefined();
  });

  test('decides when painting begins; a step that fails is told, and the next ones are tried', async () => {
    const { system, calls } = open();
    // A file of sysfs has an exceptional state when it changes; a pipe with data in it stands for that.
    const signal = join(root, 'signal');
    execFileSync('mkfifo', [signal]);
    const pipe = system.open(signal, 'both');
    const heard: string[] = [];
    const faked: System = {
      ...system,
      poll: (entries) =>
        system.poll(
          entries.map((entry) => (entry.event === 'exception' ? { fd: pipe, event: 'read' } : entry)),
        ),
      read(fd, buffer, position) {
        if (position !== undefined) system.read(pipe, Buffer.alloc(8));
        return system.read(fd, buffer, position);
      },
    };
    const poller = createPoller(faked, (error) => heard.push(String(error)));
    onTestFinished(() => poller.stop());
    const vtSwitch = createVtSwitch({
      system: faked,
      poller,
      sys: root,
      vt: openVt(faked, root, 8),
      console: () => 1,
      begin() {
        heard.push('begin');
        throw new Error('no screen');
      },
      end: () => heard.push('end'),
      turned: (side) => heard.push(side),
      failed: (error) => heard.push(error.message),
    });
    const change = (text: string) => {
      setActive(text);
      system.write(pipe, Buffer.from('x'));
    };
    vtSwitch.want('guest');
    expect(calls).toEqual(['KDSKBMODE 4', 'KDSETMODE 1', 'VT_ACTIVATE 8']);
    change('tty8\n');
    await expect.poll(() => heard).toEqual(['begin', 'no screen']);
    vtSwitch.want('console');
    expect(heard).toEqual(['begin', 'no screen', 'end']);
    expect(calls.slice(-3)).toEqual(['KDSETMODE 0', 'KDSKBMODE 3', 'VT_ACTIVATE 1']);
    change('tty1\n');
    vtSwitch.close();
  });
});
