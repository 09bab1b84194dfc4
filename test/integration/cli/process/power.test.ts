import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiServer, answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { onMaintenance, quietPower, stop } from '../../../support/power-samples.ts';
import { sample } from '../../../support/samples.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('power.get', () => sample.power());
  server.on('power.ledger', () => ({ entries: [...sample.ledger().entries, stop()] }));
  for (const name of ['guest.stop', 'power.restart', 'power.off', 'power.reboot'] as const)
    server.on(name, () => answer(202, { ...sample.operation(), kind: name, state: 'done' }));
  for (const name of ['power.force', 'power.cancel', 'power.maintenance', 'power.end-maintenance'] as const)
    server.on(name, () => quietPower());
});
afterEach(() => server[Symbol.asyncDispose]());

const bezel = (...argv: string[]) => cli.run(argv, { socketPath: server.socketPath });

describe('bezel power', () => {
  test('tells what the box does on each verdict, and what can be done', async () => {
    const { stdout, code } = await bezel('power');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}When the guest halts +the box powers off after 10 s$/m);
    expect(stdout).toMatch(/^ {2}When the guest reboots +the guest is restarted at once$/m);
    expect(stdout).toMatch(/^ {2}When its power is cut +the guest stays off$/m);
    expect(stdout).toMatch(
      /^ {2}off +The guest will be asked to stop, and has 120 s for it; then the box powers off.$/m,
    );
    expect(stdout).toMatch(/^ {2}maintenance-off +no: There is no maintenance$/m);
    expect(JSON.parse((await bezel('power', 'status', '--json')).stdout)).toEqual(sample.power());
  });
});

describe('bezel power ledger', () => {
  test('has a row for each stop, and what was seen of it where that is asked for', async () => {
    const { stdout } = await bezel('power', 'ledger');
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'NO.  WHEN                  VERDICT    WHAT THE BOX DOES              WHY',
      '12   2026-03-02T09:14:03Z  halted     the box powers off (waits)     The policy says so of a guest that has switched itself off',
    ]);
    const full = await bezel('power', 'ledger', '--evidence');
    expect(full.stdout).toMatch(/^ {6}2026-03-02T09:14:03Z {2}QEMU +SHUTDOWN guest-shutdown$/m);
    expect(full.stdout).toMatch(/^ {6}2026-03-01T05:58:20Z {2}guest +"a new kernel"$/m);
    expect(full.stdout).toContain('The guest did not stop within 90 s, and its power was cut');
  });

  test('goes on where another list has ended', async () => {
    await bezel('power', 'ledger', '--limit', '200', '--before', '17');
    expect(server.calls.at(-1)?.query).toEqual({ limit: '200', before: '17' });
    server.on('power.ledger', () => ({ entries: [] }));
    expect((await bezel('power', 'ledger')).stdout).toBe('none\n');
  });

  test.each([
    ['--limit', '201'],
    ['--limit', '0'],
    ['--before', 'x'],
  ])('%s %s is wrong usage', async (...argv) => {
    expect((await bezel('power', 'ledger', ...argv)).code).toBe(2);
    expect(server.calls).toEqual([]);
  });
});

describe('what stops the guest', () => {
  test('stop is the same call as that of the guest', async () => {
    expect((await bezel('power', 'stop')).code).toBe(0);
    expect(server.calls.map(({ name }) => name)).toEqual(['guest.stop']);
  });

  test.each(['off', 'reboot'] as const)(
    '%s is not done without a word, and says what it does',
    async (name) => {
      const refused = await bezel('power', name);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('the box')]);
      expect(server.calls).toEqual([]);
      expect((await bezel('power', name, '--yes')).code).toBe(0);
      expect(server.calls).toMatchObject([{ name: `power.${name}`, body: {} }]);
    },
  );

  test('restart loses nothing and is not asked about, unless the power may be cut', async () => {
    expect((await bezel('power', 'restart')).code).toBe(0);
    expect(server.calls).toMatchObject([{ name: 'power.restart', body: {} }]);
    for (const options of [['--now'], ['--at-limit', 'force-off']])
      expect(await bezel('power', 'restart', ...options)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('what it has not written is lost'),
      });
    expect(server.calls.length).toBe(1);
  });

  test('what the options say is handed on', async () => {
    const options = ['--because', 'ups', '--reason', ' battery low ', '--at-limit', 'force-off', '--no-wait'];
    await bezel('power', 'off', '--yes', ...options);
    expect(server.calls.at(-1)?.body).toEqual({
      because: 'ups',
      reason: 'battery low',
      atLimit: 'force-off',
    });
    await bezel('power', 'reboot', '--yes', '--now');
    expect(server.calls.at(-1)?.body).toEqual({ now: true });
  });

  test.each([
    [['--now', '--at-limit', 'ask'], '--now and --at-limit do not go together'],
    [['--because', 'moon'], 'it is one of: seat, power-button'],
    [['--at-limit', 'never'], 'it is one of: ask, force-off, give-up'],
    [['--reason', ' '], '--reason has 1 to 200 characters'],
  ])('off %j is wrong usage', async (options, message) => {
    const { code, stderr } = await bezel('power', 'off', '--yes', ...options);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(server.calls).toEqual([]);
  });
});

describe('answers', () => {
  test('force cuts only when that is confirmed, and tells what is under way after it', async () => {
    expect((await bezel('power', 'force')).code).toBe(1);
    expect(server.calls).toEqual([]);
    const { code, stdout } = await bezel('power', 'force', '--yes');
    expect([code, stdout]).toEqual([
      0,
      'Nothing is under way. Last stop: power cut: the box powers off (failed)\n',
    ]);
  });

  test('cancel needs no confirmation', async () => {
    expect((await bezel('power', 'cancel')).code).toBe(0);
    expect(server.calls.map(({ name }) => name)).toEqual(['power.cancel']);
  });
});

describe('maintenance', () => {
  test('is shown, begun with a reason and an end, and ended', async () => {
    server.on('power.get', () => onMaintenance());
    expect((await bezel('power', 'maintenance')).stdout).toBe(
      'Reason       the disks are being replaced\nMaintenance  by tty1 since 2026-03-01T07:00:00Z, until 2026-03-01T09:00:00Z\n',
    );
    await bezel('power', 'maintenance', 'on', 'new disks', '--for', '1h30m');
    expect(server.calls.at(-1)).toMatchObject({
      name: 'power.maintenance',
      body: { reason: 'new disks', forS: 5400 },
    });
    expect((await bezel('power', 'maintenance', 'off')).stdout).toBe(
      'No maintenance: the box follows the guest.\n',
    );
    expect(server.calls.at(-1)?.name).toBe('power.end-maintenance');
  });

  test.each([
    [['on'], 'REASON is missing'],
    [['on', 'x', '--for', '31d'], 'no duration from 1 s to 30 days'],
    [['on', 'x', '--for', 'long'], 'no duration from 1 s to 30 days'],
    [['off', 'x'], 'go with on only'],
    [['maybe'], 'it is one of: on, off'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stderr } = await bezel('power', 'maintenance', ...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(server.calls).toEqual([]);
  });
});
