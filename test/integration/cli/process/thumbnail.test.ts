import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiServer, answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { onTerminal } from '../../../support/on-terminal.ts';
import { sample } from '../../../support/samples.ts';

/** The upper half white, the lower half black. */
function toThumbnail(width: number, height: number) {
  const rgb = Buffer.alloc(width * height * 3);
  rgb.fill(255, 0, (width * height * 3) / 2);
  return {
    ...{ time: '2026-03-01T08:00:00.000Z', picture: { width: 1024, height: 768 }, width, height },
    base64: rgb.toString('base64'),
  };
}

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('guest.thumbnail', ({ query }) => toThumbnail(Math.min(Number(query.width), 8), 4));
  return () => server[Symbol.asyncDispose]();
});
const run = (...argv: string[]) =>
  cli.run(['guest', 'screenshot', ...argv], { socketPath: server.socketPath });
const queries = () => server.calls.map(({ query }) => query);

describe('bezel guest screenshot --thumbnail', () => {
  test('is shades of characters where standard output is no terminal', async () => {
    const { code, stdout, stderr } = await run('--thumbnail', '--columns', '6');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '@@@@@@\n      \n', stderr: '' });
    expect(queries()).toEqual([{ width: '6', height: '768' }]);
  });

  test('prints what the API gives with --json', async () => {
    const { code, stdout } = await run('--thumbnail', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(toThumbnail(8, 4));
    expect(queries()).toEqual([{ width: '80', height: '768' }]);
  });

  test('writes sixels to a file with --sixel, ten pixels to a column', async () => {
    const { code, stdout } = await run('--sixel', '--columns', '30');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\u001bP.*q.*\u001b\\\n$/s);
    expect(queries()).toEqual([{ width: '300', height: '768' }]);
    await run('--sixel', '--columns', '400');
    expect(queries()[1]).toEqual({ width: '1024', height: '768' });
  });

  test.each([
    [['--thumbnail', '--columns', '0'], '--columns is a number from 1 to 400'],
    [['--thumbnail', '--columns', '401'], '--columns is a number from 1 to 400'],
    [['--thumbnail', '--columns', '-5'], '--columns'],
    [['--thumbnail', '--columns', '1e2'], '--columns is a number from 1 to 400'],
    [['--columns', '5'], '--columns goes with --thumbnail'],
    [['--text', '--thumbnail'], '--text goes without'],
    [['--text', '--sixel'], '--text goes without'],
  ])('refuses %j, and asks nothing', async (argv, said) => {
    const { code, stdout, stderr } = await run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(server.calls).toEqual([]);
  });

  test('says why there is none', async () => {
    server.on('guest.thumbnail', () => answer(409, sample.error()));
    expect((await run('--thumbnail')).code).toBe(1);
  });
});

describe('on a terminal', () => {
  test('it is drawn in sixels where that answers that it has them, for the size of its characters', async () => {
    const terminal = onTerminal(server.socketPath, 'guest screenshot --thumbnail --columns 20');
    await terminal.shown('\u001b[16t\u001b[c');
    terminal.type('\u001b[6;16;8t\u001b[?62;4c');
    const { code, shown } = await terminal.end();
    expect(code).toBe(0);
    expect(shown).toContain('\u001bP');
    expect(queries()[0]).toMatchObject({ width: '160' });
  });

  test('it is drawn in characters where that answers that it has none', async () => {
    const terminal = onTerminal(server.socketPath, 'guest screenshot --thumbnail --columns 6');
    await terminal.shown('\u001b[16t\u001b[c');
    terminal.type('\u001b[?62;1;6c');
    const { code, shown } = await terminal.end();
    expect(code).toBe(0);
    expect(shown).toContain('@@@@@@');
    expect(shown).not.toContain('\u001bP');
  });
});
