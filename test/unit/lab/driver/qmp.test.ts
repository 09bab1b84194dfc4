import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Qmp } from '../../../lab/driver/qmp.ts';

type Request = { execute: string; arguments: unknown; id: number };

/** A QEMU that answers as the test says. */
class FakeQemu {
  readonly path: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  answer: (request: Request) => object | undefined = ({ id }) => ({ return: {}, id });

  private constructor(path: string) {
    this.path = path;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.write(`${JSON.stringify({ QMP: { version: {}, capabilities: [] } })}\r\n`);
      socket.on('data', (bytes) => {
        for (const line of bytes.toString().trim().split('\n')) {
          const answer = this.answer(JSON.parse(line));
          if (answer !== undefined) this.send(answer);
        }
      });
    });
  }

  static async start(folder: string): Promise<FakeQemu> {
    const fake = new FakeQemu(join(folder, 'qmp.sock'));
    await new Promise<void>((resolve) => fake.#server.listen(fake.path, resolve));
    return fake;
  }

  send(message: object): void {
    for (const socket of this.#sockets) socket.write(`${JSON.stringify(message)}\r\n`);
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let folder: string;
let qemu: FakeQemu;
let qmp: Qmp;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezel-qmp-'));
  qemu = await FakeQemu.start(folder);
  qmp = await Qmp.connect(qemu.path);
});

afterEach(async () => {
  qmp.close();
  await qemu.stop();
  await rm(folder, { recursive: true });
});

describe('a QMP client', () => {
  test('gives each call its own answer, in whatever order they come', async () => {
    const held: Request[] = [];
    qemu.answer = (request) => {
      held.push(request);
      if (held.length < 2) return undefined;
      for (const { id, execute } of held.reverse()) qemu.send({ return: execute, id });
      return undefined;
    };
    expect(await Promise.all([qmp.run('one'), qmp.run('two')])).toEqual(['one', 'two']);
  });

  test("passes QEMU's refusal on in QEMU's words", async () => {
    qemu.answer = ({ id }) => ({ error: { class: 'GenericError', desc: 'Device is busy' }, id });
    await expect(qmp.run('device_del')).rejects.toThrow('QEMU refuses device_del: Device is busy');
  });

  test('waits for the event that fits, past those that do not', async () => {
    const waiting = qmp.waitForEvent(({ data }) => data.device === 'b', { what: 'b', timeoutMs: 5000 });
    const timestamp = { seconds: 0, microseconds: 0 };
    qemu.send({ event: 'DEVICE_DELETED', data: { device: 'a' }, timestamp });
    qemu.send({ event: 'DEVICE_DELETED', data: { device: 'b' }, timestamp });
    expect((await waiting).data).toEqual({ device: 'b' });
  });

  test('fails what is under way when QEMU goes, and everything after', async () => {
    qemu.answer = () => {
      qemu.hangUp();
      return undefined;
    };
    await expect(qmp.run('quit')).rejects.toThrow('QEMU is gone before quit');
    await expect(qmp.run('query-status')).rejects.toThrow('QEMU is gone before query-status');
    expect(qmp.closed).toBe(true);
  });

  test('gives up on an answer that does not come', async () => {
    qemu.answer = () => undefined;
    await expect(qmp.run('stop', {}, 20)).rejects.toThrow('QEMU does not answer stop');
  });

  test('says so when nobody is there', async () => {
    await expect(Qmp.connect(join(folder, 'none.sock'))).rejects.toThrow('does not answer');
  });
});
