import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as contract from '../../../src/contract/index.ts';
import { cli } from '../../support/cli-process.ts';
import { patiently } from '../../support/eventually.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { type BackendProcess, prepareBackend } from '../backend/process.ts';

let libvirtd: Libvirtd;
let backend: BackendProcess;
let pinHash: string;
/** Software emulation: it can be planned whatever this machine's processor offers. */
const policy = (extra = '') => `version: 1
guest:
  accelerator: tcg
  disks: [{ target: vda, source: ${backend.policyFile} }]
console: { seats: [tty1, ttyS0] }
access: { pinHash: '${pinHash}' }
${extra}`;
/** Waits until at least `count` operations have ended and none goes on: the backend starts the guest by itself, too. */
const untilIdle = (count: number) =>
  patiently(async () => {
    const { operations } = await backend.admin.call('operations.list');
    expect(operations.filter(({ finishedAt }) => finishedAt !== undefined).length).toBeGreaterThanOrEqual(
      count,
    );
    expect(operations.filter(({ finishedAt }) => finishedAt === undefined)).toEqual([]);
  });
const bezel = (line: string, seat?: string, input?: string) =>
  cli.run(line.split(' '), {
    socketPath: seat === undefined ? `${backend.runtimeDir}/admin.sock` : backend.socket(seat),
    ...(input !== undefined && { input }),
  });

beforeAll(async () => {
  const hashed = await cli.run(['access', 'hash-pin'], { input: '2468\n' });
  pinHash = hashed.stdout.trim();
  libvirtd = await startLibvirtd();
  backend = await prepareBackend(['--libvirt-socket', libvirtd.socket, '--libvirt-uri', 'test:///default']);
  await writeFile(backend.policyFile, policy());
  await backend.start();
  await untilIdle(1);
});
afterAll(async () => {
  await backend[Symbol.asyncDispose]();
  await libvirtd.stop();
});

const answers: [line: string, schema: z.ZodType][] = [
  ['status', contract.status],
  ['inventory', contract.inventory],
  ['inventory --refresh', contract.inventory],
  ['inventory cpu', contract.cpuInventory],
  ['inventory memory', contract.memoryInventory],
  ['inventory nics', contract.nic.array()],
  ['inventory disks', contract.disk.array()],
  ['inventory smbios', contract.smbiosInventory],
  ['guest show', contract.guest],
  ['network', contract.network],
  ['operations list', contract.routes['operations.list'].response],
  ['log', contract.logPage],
  ['config show', contract.configStatus],
  ['config reload', contract.configStatus],
  ['access show', contract.access],
];

describe('against the real backend', () => {
  test.each(answers)('bezel %s is done, for people and as the contract says', async (line, schema) => {
    const forPeople = await bezel(line);
    expect(forPeople).toMatchObject({ code: 0, stderr: '' });
    expect(forPeople.stdout).not.toBe('');
    const { code, stdout } = await bezel(`${line} --json`);
    expect(code).toBe(0);
    const value: unknown = JSON.parse(stdout);
    expect(schema.parse(value)).toEqual(value);
  });

  test('an operation that fails ends with 1, is told with its reason, and is kept', async () => {
    const { code, stdout, stderr } = await bezel('guest start --json');
    expect(code).toBe(1);
    const ended = contract.operation.parse(JSON.parse(stdout));
    expect(ended).toMatchObject({
      kind: 'guest.start',
      state: 'failed',
      by: { seat: 'admin', role: 'admin' },
    });
    expect(stderr).toContain(`bezel: guest.start: failed`);
    const shown = await bezel(`operations show ${ended.id} --json`);
    expect(contract.operation.parse(JSON.parse(shown.stdout))).toEqual(ended);
    expect((await bezel(`operations cancel ${ended.id}`)).code).toBe(1);
  });

  test('an operation that is not waited for is accepted', async () => {
    const { code, stdout } = await bezel('guest start --no-wait --json');
    expect(code).toBe(0);
    expect(contract.operation.parse(JSON.parse(stdout)).state).toBe('queued');
    await untilIdle(1);
  });

  test.each(['guest stop', 'guest kill --yes', 'guest reset --yes'])(
    'bezel %s is refused while there is nothing to stop',
    async (line) => {
      const { code, stdout, stderr } = await bezel(`${line} --json`);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^bezel: .+/);
      contract.errorBody.parse(JSON.parse(stdout));
    },
  );

  test.each(['operations show nosuch', 'operations cancel nosuch'])('bezel %s fails', async (line) => {
    const { code, stdout } = await bezel(`${line} --json`);
    expect(code).toBe(1);
    expect(contract.errorBody.parse(JSON.parse(stdout)).error.code).toBe('operation.unknown');
  });

  test('an id cannot lead elsewhere', async () => {
    for (const id of ['..', '../guest', '%2e%2e', '../../v1/status']) {
      expect((await bezel(`operations show ${id}`)).code, id).toBe(1);
    }
  });

  test('a policy with a mistake is told by status with 0, and by config reload with 1', async () => {
    await writeFile(backend.policyFile, policy('gest: {}\n'));
    const reload = await bezel('config reload');
    expect(reload.code).toBe(1);
    expect(reload.stdout).toMatch(/at .*appliance\.yaml:7/);
    const status = await bezel('status');
    expect(status.code).toBe(0);
    expect(status.stdout).toContain('gest');
    await writeFile(backend.policyFile, policy());
    expect((await bezel('config reload')).code).toBe(0);
  });
});

describe('on a seat', () => {
  test('nothing can be done without the PIN, and everything can be seen', async () => {
    expect((await bezel('status', 'tty1')).code).toBe(0);
    const { code, stderr } = await bezel('guest start', 'tty1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bezel: .+\nhint: .*PIN/);
  });

  test('the PIN makes a technician, until the seat is locked', async () => {
    const roleAfter = async (line: string, input?: string) => {
      const { code, stdout } = await bezel(`${line} --json`, 'ttyS0', input);
      expect(code).toBe(0);
      return contract.access.parse(JSON.parse(stdout)).role;
    };
    expect(await roleAfter('access unlock', '2468\n')).toBe('technician');
    expect(await roleAfter('access show')).toBe('technician');
    expect(await roleAfter('access lock')).toBe('viewer');
  });

  test('a wrong PIN is refused, and never in the output', async () => {
    const { code, stdout, stderr } = await bezel('access unlock', 'tty1', '97531\n');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toContain('97531');
    expect(backend.output()).not.toContain('97531');
  });
});

describe('streams of the real backend', () => {
  test('watch begins with a snapshot and goes on with changes, each as the contract says', async () => {
    const { child, output, ended } = cli.start(['watch', '--json'], {
      socketPath: `${backend.runtimeDir}/admin.sock`,
    });
    const events = () =>
      output.stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => contract.event.parse(JSON.parse(line)));
    await patiently(() => expect(events().map(({ type }) => type)).toContain('network'));
    expect(events().map(({ type }) => type)).toContain('inventory');
    expect(events()[0]?.type).toBe('status');
    await bezel('guest start');
    await patiently(() =>
      expect(events().some((e) => e.type === 'operation' && e.data.state === 'failed')).toBe(true),
    );
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });

  test('log --follow has what is logged after it began', async () => {
    const { child, output, ended } = cli.start(['log', '--follow', '-n', '1'], {
      socketPath: `${backend.runtimeDir}/admin.sock`,
    });
    await patiently(() => expect(output.stdout).not.toBe(''));
    await bezel('config reload');
    await patiently(() => expect(output.stdout).toContain('config.reload is called by admin'));
    child.kill('SIGINT');
    await ended;
  });
});

describe('a backend that', () => {
  test('is stopped in its tracks is not reachable', async () => {
    process.kill(backend.pid(), 'SIGSTOP');
    try {
      const { code, stderr } = await cli.run(['status'], {
        socketPath: `${backend.runtimeDir}/admin.sock`,
        env: { BEZEL_TIMEOUT: '2' },
      });
      expect(code).toBe(3);
      expect(stderr).toContain('has not answered for 2 s');
    } finally {
      process.kill(backend.pid(), 'SIGCONT');
    }
    expect((await bezel('status')).code).toBe(0);
  });

  test('is killed ends what watches it with 3, and is not reachable until it is started again', async () => {
    const { output, ended } = cli.start(['watch'], { socketPath: `${backend.runtimeDir}/admin.sock` });
    await patiently(() => expect(output.stdout).not.toBe(''));
    await backend.end('SIGKILL');
    expect((await ended).code).toBe(3);
    const { code, stdout } = await bezel('status --json');
    expect(code).toBe(3);
    expect(contract.errorBody.parse(JSON.parse(stdout)).error.code).toBe('backend.unreachable');
    await backend.start();
    expect((await bezel('status')).code).toBe(0);
  });
});
