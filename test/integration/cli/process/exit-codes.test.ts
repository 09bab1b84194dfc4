import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ANSWERED,
  type ApiServer,
  answer,
  startApiServer,
  startRawServer,
} from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { eventually } from '../../../support/eventually.ts';
import { sample } from '../../../support/samples.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
});
afterEach(() => server[Symbol.asyncDispose]());
const bezel = (...argv: string[]) => cli.run(argv, { socketPath: server.socketPath });

describe('bezel ends with', () => {
  test('0 when the backend answers, also when it has problems to tell', async () => {
    server.on('status.get', sample.status());
    const { code, stdout, stderr } = await bezel('status');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('memory.reservMiB is not known');
  });

  test('1 when the backend refuses, with message, hint and when to try again on stderr', async () => {
    server.on('access.unlock', () => answer(429, sample.error()));
    const { code, stdout, stderr } = await cli.run(['access', 'unlock'], {
      socketPath: server.socketPath,
      input: '1234\n',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'bezel: The next attempt is not accepted yet',
      '  warning  access.failed  Three attempts have failed',
      'try again in 4.0 s',
      'hint: Wait, and try again',
      '',
    ]);
  });

  test('2 when the command line makes no sense, before anything is asked of the backend', async () => {
    const { code, stdout, stderr } = await bezel('guest', 'explode');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      "bezel: 'guest explode' is not a command\nhint: bezel guest --help lists the commands\n",
    );
    expect(server.calls).toEqual([]);
  });

  test('3 when nothing listens', async () => {
    const { code, stderr } = await cli.run(['status', '--socket', '/nonexistent/bezel.sock']);
    expect(code).toBe(3);
    expect(stderr).toContain('bezel: the backend does not listen on /nonexistent/bezel.sock\nhint: ');
  });

  test('3 when the backend is killed before it has answered', async () => {
    server.on('status.get', () => {
      void server.kill();
      return ANSWERED;
    });
    expect((await bezel('status')).code).toBe(3);
  });

  test('3 when what listens is not the backend', async () => {
    await using raw = await startRawServer((socket) =>
      socket.once('data', () => socket.end('\u001b]0;owned\u0007garbage\r\n\r\n')),
    );
    const { code, stderr } = await cli.run(['status'], { socketPath: raw.socketPath });
    expect(code).toBe(3);
    expect(stderr).not.toContain('\u001b');
  });

  test('130 at Ctrl-C', async () => {
    server.on('status.get', () => ANSWERED);
    const { child, ended } = cli.start(['status'], { socketPath: server.socketPath });
    await eventually(() => expect(server.calls).toHaveLength(1));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, signal: null, stdout: '', stderr: '' });
  });
});

describe('with --json', () => {
  test('an answer is on stdout as the API gives it', async () => {
    server.on('inventory.get', sample.inventory());
    const { code, stdout } = await bezel('inventory', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(sample.inventory());
  });

  test('an error is on stdout as the API words it, and for people on stderr', async () => {
    server.on('guest.get', () => answer(403, sample.error()));
    const refused = await bezel('guest', '--json');
    expect(JSON.parse(refused.stdout)).toEqual(sample.error());
    expect(refused.stderr).toContain('bezel: The next attempt');
    const lost = await cli.run(['status', '--json', '--socket', '/nonexistent/bezel.sock']);
    expect(JSON.parse(lost.stdout)).toMatchObject({ error: { code: 'backend.unreachable' } });
    const wrong = await bezel('status', '--json', '--wrong');
    expect([wrong.code, JSON.parse(wrong.stdout).error.code]).toEqual([2, 'cli.usage']);
  });

  test('nothing that a terminal acts on is on stdout, and nothing is lost', async () => {
    server.on('inventory.get', sample.inventory());
    const { stdout } = await bezel('inventory', 'disks', '--json');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(stdout)).toEqual(sample.inventory().disks);
  });
});

test('the option --socket goes before BEZEL_SOCKET', async () => {
  server.on('access.get', sample.access());
  const { code } = await cli.run(['access', '--socket', server.socketPath], {
    socketPath: '/nonexistent/bezel.sock',
  });
  expect(code).toBe(0);
});

test.each(['0', '3601', '1.5', 'soon'])('BEZEL_TIMEOUT is no %s, and says so', async (given) => {
  const { code, stderr } = await cli.run(['access'], {
    socketPath: server.socketPath,
    env: { BEZEL_TIMEOUT: given },
  });
  expect(code).toBe(2);
  expect(stderr).toContain(`BEZEL_TIMEOUT is a number of seconds from 1 to 3600, not '${given}'`);
});

test('a reader that has seen enough is no failure', async () => {
  server.on('log.list', {
    entries: Array.from({ length: 1000 }, (_, i) => ({
      ...sample.logPage().entries[0],
      cursor: String(i),
      message: 'x'.repeat(1000),
    })),
  });
  const { child, ended } = cli.start(['log', '-n', '1000'], { socketPath: server.socketPath });
  child.stdout?.destroy();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('no colours are used where there is no terminal', async () => {
  server.on('status.get', sample.status());
  expect(
    (await cli.run(['status'], { socketPath: server.socketPath, env: { FORCE_COLOR: '1' } })).stdout,
  ).not.toContain('\u001b');
});
