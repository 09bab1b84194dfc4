import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../../src/client/connection.ts';
import { guestPolicy, writeGuestDisk } from '../../test/integration/backend/guest-policy.ts';
import { holdChannel } from '../../test/support/channel-box.ts';
import { startLibvirtd } from '../../test/support/libvirtd.ts';
import { end, toBezeldCommand } from './bezeld.ts';
import type { Figure } from './figure.ts';

const calls = 1000;
const pauseMs = 5;
const mebibyte = 1024 * 1024;
const boxCall = '{"id":1,"method":"GET","path":"/v1/box"}\n';

/** What a guest may do to its host by the channel; each goes on while seats ask. The connection's buffer in this process holds what is not taken. */
const abuses: Record<string, (guest: Socket) => void> = {
  'lines of 10 MiB': (guest) => void guest.write(`${'x'.repeat(10 * mebibyte)}\n`.repeat(2)),
  'invalid UTF-8': (guest) => void guest.write(Buffer.alloc(4 * mebibyte, '\xff\xfe\n', 'latin1')),
  'nested JSON': (guest) => void guest.write(`${'['.repeat(4000)}${']'.repeat(4000)}\n`.repeat(500)),
  'a million calls': (guest) => void guest.write(boxCall.repeat(1_000_000)),
  'never reading': (guest) => {
    guest.pause();
    guest.write('{"subscribe":true}\n');
    guest.write(boxCall.repeat(100_000));
  },
};

/** Console latency while the guest abuses its channel. Needs the bundle; libvirt has its test driver, and this process is QEMU's end of the channel. */
export async function measureGuestChannel(root: string): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-bench-'));
  const libvirtd = await startLibvirtd();
  const channel = await holdChannel(root, libvirtd.dir);
  await writeFile(join(dir, 'appliance.yaml'), guestPolicy(await writeGuestDisk(libvirtd)));
  const [file = '', ...args] = await toBezeldCommand(root, dir, [
    ...['--libvirt-socket', libvirtd.socket, '--libvirt-uri', 'test:///default'],
    ...['--serial-log', join(libvirtd.dir, 'serial.log'), '--templates', channel.templates],
  ]);
  const bezeld = spawn(file, args, { stdio: 'ignore' });
  try {
    const seat = createClient({ socketPath: join(dir, 'run/seats/tty1.sock') });
    const ask = (): Promise<unknown> => seat.call('status.get');
    while (
      !(await ask().then(
        () => true,
        () => false,
      ))
    )
      await sleep(50);
    await channel.startGuest(libvirtd.socket);
    let guest = await channel.accept();
    await measure(ask, calls);
    const idle = await measure(ask, calls);
    const found: string[] = [];
    let worst = 0;
    for (const [name, abuse] of Object.entries(abuses)) {
      abuse(guest);
      const p99 = await measure(ask, calls);
      worst = Math.max(worst, p99);
      found.push(`${name} ${p99.toFixed(1)} ms`);
      guest.destroy();
      guest = await channel.accept();
    }
    const note = `p99 of ${calls} calls of status.get on a seat's socket: ${found.join(', ')}`;
    const against = { name: 'a quiet guest', value: idle };
    return [
      {
        name: 'a seat while the guest abuses its channel',
        value: worst,
        unit: 'ms',
        goal: 50,
        against,
        note,
      },
    ];
  } finally {
    await end(bezeld);
    await channel[Symbol.asyncDispose]();
    await libvirtd.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** The 99th percentile of so many calls, one after the other. */
async function measure(ask: () => Promise<unknown>, count: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
    await sleep(pauseMs);
  }
  return times.sort((a, b) => a - b)[Math.ceil(count * 0.99) - 1] ?? 0;
}
