import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { type ApiServer, answer, startApiServer } from '../../support/api-server.ts';
import { sample } from '../../support/samples.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
});
afterEach(() => server[Symbol.asyncDispose]());

async function bezel(...argv: string[]) {
  const said = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof said, isTTY = false) => ({
    isTTY,
    write: (text: string) => {
      said[name] += text;
    },
  });
  const colours = argv.includes('--colour');
  const code = await run({
    argv: argv.filter((word) => word !== '--colour'),
    env: { BEZEL_SOCKET: server.socketPath },
    stdout: sink('stdout', colours),
    stderr: sink('stderr'),
    terminal: { interactive: false, ask: async () => undefined },
    version: '0.1.0',
    signal: new AbortController().signal,
    loadWorkbench: () => Promise.reject(new Error('not in this test')),
    cwd: '/',
  });
  return { code, ...said };
}

const asked = () => server.calls.map(({ name, query }) => ({ name, query }));

describe('bezel config diff', () => {
  test('asks for the next start unless another is named', async () => {
    server.on('config.diff', sample.diff());
    await bezel('config', 'diff');
    await bezel('config', 'diff', '--of', 'last');
    expect(asked()).toEqual([
      { name: 'config.diff', query: { of: 'next' } },
      { name: 'config.diff', query: { of: 'last' } },
    ]);
  });

  test('refuses another word before anything is asked', async () => {
    const { code, stderr } = await bezel('config', 'diff', '--of', 'first');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "bezel: 'first' is nothing for --of\nhint: it is one of: next, last\n",
    });
    expect(server.calls).toEqual([]);
  });

  test('says it in words, then shows the XML with its signs', async () => {
    server.on('config.diff', sample.diff());
    const { code, stdout } = await bezel('config', 'diff');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'What the next start would change, compared with the start of 2026-03-01T09:00:05Z',
      '  ~ processors 8 → 6',
      '',
      '--- last start',
      '+++ next start',
      '@@ -5 +5 @@',
      "-  <vcpu placement='static'>8</vcpu>",
      "+  <vcpu placement='static'>6</vcpu>",
      '',
    ]);
  });

  test('is coloured on a terminal', async () => {
    server.on('config.diff', sample.diff());
    const { stdout } = await bezel('config', 'diff', '--colour');
    expect(stdout).toContain("\u001b[31m-  <vcpu placement='static'>8</vcpu>\u001b[0m");
    expect(stdout).toContain("\u001b[32m+  <vcpu placement='static'>6</vcpu>\u001b[0m");
  });

  test('tells that nothing changes from that there is nothing to compare with', async () => {
    server.on('config.diff', { ...sample.diff(), changes: [], xml: '' });
    expect((await bezel('config', 'diff')).stdout).toContain('\n  nothing\n');
    server.on('config.diff', { of: 'next', changes: [], xml: '' });
    expect((await bezel('config', 'diff')).stdout).toBe('There is no start to compare with.\n');
  });
});

describe('bezel config changes', () => {
  test('says when changes wait for somebody, and what to do', async () => {
    server.on('config.changes', { ...sample.changes(), held: true });
    const { code, stdout } = await bezel('config', 'changes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Held +the guest is not started before the changes are accepted$/m);
    expect(stdout).toContain('bezel config accept lets the guest start');
  });

  test('says which configuration the next start uses', async () => {
    server.on('config.changes', sample.changes());
    expect((await bezel('config', 'changes')).stdout).toMatch(
      /^Next start +uses what is rendered from the hardware and the policy$/m,
    );
    server.on('config.changes', { ...sample.changes(), choice: 'last-good' });
    expect((await bezel('config', 'changes')).stdout).toMatch(
      /^Next start +uses the last good configuration$/m,
    );
  });

  test('is there before the first start too', async () => {
    server.on('config.changes', { choice: 'rendered', next: [], held: false });
    expect((await bezel('config', 'changes')).stdout).toMatch(/^Last start +none yet$/m);
  });
});

describe('bezel config starts', () => {
  test('lists each start with what it changed and why it is not what was rendered', async () => {
    server.on('config.starts', sample.starts());
    const { stdout } = await bezel('config', 'starts');
    expect(stdout).toMatch(/^4 +2026-03-02T07:30:00Z +started +last good$/m);
    expect(stdout).toContain(sample.starts().starts[0]?.problem?.message);
    expect(stdout).toMatch(/^3 .*\n {4}- NIC 3 \(enp4s0\) is gone\n {4}~ memory 64 GiB → 48 GiB$/m);
  });

  test('passes on how many are wanted, and takes no nonsense', async () => {
    server.on('config.starts', { starts: [] });
    expect((await bezel('config', 'starts', '--limit', '5')).stdout).toBe('none yet\n');
    expect(asked()).toEqual([{ name: 'config.starts', query: { limit: '5' } }]);
    for (const wrong of ['0', '101', '-1', 'ten'])
      expect((await bezel('config', 'starts', `--limit=${wrong}`)).code).toBe(2);
    expect(server.calls).toHaveLength(1);
  });
});

test('bezel config accept passes on which changes are meant', async () => {
  server.on('config.accept', sample.changes());
  await bezel('config', 'accept');
  await bezel('config', 'accept', 'abc');
  expect(asked()).toEqual([
    { name: 'config.accept', query: {} },
    { name: 'config.accept', query: { changes: 'abc' } },
  ]);
});

describe.each(['accept', 'rollback'] as const)('bezel config %s', (name) => {
  test('does it, and shows what the next start does then', async () => {
    server.on(`config.${name}`, sample.changes());
    const { code, stdout } = await bezel('config', name);
    expect(code).toBe(0);
    expect(stdout).toContain('What the next start would change\n  ~ processors 8 → 6');
  });

  test('ends with 1 where the seat may not', async () => {
    server.on(`config.${name}`, () =>
      answer(403, { error: { code: 'access.locked', message: 'The seat is locked', hint: 'Unlock it' } }),
    );
    const { code, stdout, stderr } = await bezel('config', name);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'bezel: The seat is locked\nhint: Unlock it\n',
    });
  });
});

test.each([
  ['changes', sample.changes()],
  ['diff', sample.diff()],
  ['starts', sample.starts()],
  ['accept', sample.changes()],
  ['rollback', sample.changes()],
] as const)('bezel config %s --json prints what the API answers', async (name, body) => {
  server.on(`config.${name}`, body);
  expect(JSON.parse((await bezel('config', name, '--json')).stdout)).toEqual(body);
});
