import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type ConsoleConnection, createClient } from '../../../../src/client/connection.ts';
import type { ConsoleMessage } from '../../../../src/contract/index.ts';
import { cli } from '../../../support/cli-process.ts';
import { writeEchoDisk } from '../../../support/echo-guest.ts';
import { patiently } from '../../../support/eventually.ts';
import { type Libvirtd, startLibvirtd } from '../../../support/libvirtd.ts';
import { guestPolicy } from '../../backend/guest-policy.ts';
import { type BackendProcess, prepareBackend } from '../../backend/process.ts';

/** A backend whose guest says READY on its serial console, and then sends back what is typed. */
export interface EchoBox {
  backend: BackendProcess;
  libvirtd: Libvirtd;
  adminSocket: string;
  /** Waits until the guest has said something, by what is kept of it. */
  said(text: string): Promise<void>;
  open(seat: string, takeOver?: boolean): Promise<OpenConsole>;
  unlock(seat: string): Promise<unknown>;
  lock(seat: string): Promise<unknown>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Somebody who has the console by the API alone. */
export interface OpenConsole extends ConsoleConnection, Disposable {
  messages: ConsoleMessage[];
  /** How much the guest has said. */
  length(): number;
  says(text: string): Promise<void>;
  tells(message: Partial<ConsoleMessage>): Promise<void>;
  isClosed(): Promise<void>;
}

export async function startEchoBox(): Promise<EchoBox> {
  const pinHash = (await cli.run(['access', 'hash-pin'], { input: '2468\n' })).stdout.trim();
  const libvirtd: Libvirtd = await startLibvirtd();
  const { socket, uri, dir } = libvirtd;
  const backend = await prepareBackend([
    ...['--libvirt-socket', socket, '--libvirt-uri', uri],
    ...['--serial-log', join(dir, 'serial.log')],
  ]);
  const adminSocket = join(backend.runtimeDir, 'admin.sock');
  const rest = `access: { pinHash: '${pinHash}' }\nconsole: { seats: [tty1, ttyS0] }\n`;
  await writeFile(backend.policyFile, guestPolicy(await writeEchoDisk(libvirtd), rest));
  const socketOf = (seat: string) => (seat === 'admin' ? adminSocket : backend.socket(seat));
  const said = (text: string) =>
    patiently(async () => {
      const { lines } = await backend.admin.call('guest.console-log', { query: {} });
      expect(lines.join('\n')).toContain(text);
    });
  await backend.start();
  await said('READY');
  return {
    backend,
    libvirtd,
    adminSocket,
    said,
    open: (seat, takeOver) => open(socketOf(seat), takeOver),
    unlock: (seat) =>
      createClient({ socketPath: socketOf(seat) }).call('access.unlock', { body: { pin: '2468' } }),
    lock: (seat) => createClient({ socketPath: socketOf(seat) }).call('access.lock'),
    [Symbol.asyncDispose]: async () => {
      await backend[Symbol.asyncDispose]();
      await libvirtd.stop();
    },
  };
}

async function open(socketPath: string, takeOver = false): Promise<OpenConsole> {
  const messages: ConsoleMessage[] = [];
  let text = '';
  let closed = false;
  const connection = await createClient({ socketPath }).console({
    takeOver,
    onBytes: (bytes) => {
      text += Buffer.from(bytes).toString();
    },
    onMessage: (message) => messages.push(message),
    onClose: () => {
      closed = true;
    },
  });
  return {
    ...connection,
    messages,
    length: () => text.length,
    says: (wanted) => patiently(async () => expect(text).toContain(wanted)),
    tells: (wanted) =>
      patiently(async () => expect(messages).toContainEqual(expect.objectContaining(wanted))),
    isClosed: () => patiently(async () => expect(closed).toBe(true)),
    [Symbol.dispose]: () => connection.close(),
  };
}
