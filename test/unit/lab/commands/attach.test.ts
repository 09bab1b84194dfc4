import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxOptionsSchema } from '../../../lab/driver/options.ts';
import { type LabState, writeState } from '../../../lab/driver/state.ts';

const cli = join(import.meta.dirname, '../../../lab/cli.ts');

test('a seat is left at the end of the input, with what was sent before it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-seat-'));
  const serial = join(dir, 'serial.sock');
  let received = '';
  let child: ChildProcess | undefined;
  // As QEMU does: the line is given up when the other end has nothing more to say.
  const server = createServer((socket) => socket.on('data', (bytes) => (received += String(bytes))));
  try {
    server.listen(serial);
    await once(server, 'listening');
    await writeState(dir, toState(serial));
    child = spawn(process.execPath, [cli, 'serial', '--dir', dir], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    child.stdin?.end('report\n');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(received).toBe('report\n');
  } finally {
    child?.kill('SIGKILL');
    server.close();
    await rm(dir, { recursive: true, force: true });
  }
});

function toState(serial: string): LabState {
  const none = '/nonexistent';
  return {
    ...{ pid: null, resumesFrom: null, qmp: none, serial, shell: none, disk: none },
    driver: { qmp: none, agent: none, guestSerial: none, wires: none },
    boot: {
      ...{
        options: boxOptionsSchema.parse({}),
        kernel: none,
        initrd: none,
        cmdline: '',
        uefiVars: none,
        imageHash: '',
      },
    },
    accel: { kind: 'tcg', reason: 'a test' },
  };
}
