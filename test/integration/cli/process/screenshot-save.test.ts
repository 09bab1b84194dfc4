import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiServer, answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { sample } from '../../../support/samples.ts';

const operation = { ...sample.operation(), kind: 'guest.screenshot-save' };
const said = 'screenshot-2026-12-01-004744.png is on SanDisk Ultra (1-2). The guest has it again';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('media.list', () => sample.media());
  server.on('drives.list', () => sample.drives());
  server.on('guest.screenshot-save', () => answer(202, operation));
  return () => server[Symbol.asyncDispose]();
});
const run = (...argv: string[]) =>
  cli.run(['guest', 'screenshot', ...argv], { socketPath: server.socketPath });
const asked = () => server.calls.filter(({ name }) => name === 'guest.screenshot-save');

describe('bezel guest screenshot --save', () => {
  test('saves it on the disk in that place, and says what it is called and who has the disk', async () => {
    const ended = { ...operation, state: 'done' as const, progress: { message: said, fraction: 1 } };
    server.on('guest.screenshot-save', () => answer(202, ended));
    const { code, stdout } = await run('--save', '1-2');
    expect([code, stdout.split('\n')[1]]).toEqual([0, said]);
    expect(asked().map(({ body }) => body)).toEqual([{ medium: '1-2:0' }]);
    expect(JSON.parse((await run('--save', '1-2:0', '--json')).stdout)).toEqual(ended);
  });

  test('names a partition, and need not wait', async () => {
    const { code, stdout } = await run('--save', '1-4', '--partition', '2', '--no-wait');
    expect([code, stdout]).toEqual([0, expect.stringContaining('guest.screenshot-save: accepted')]);
    expect(asked().map(({ body }) => body)).toEqual([{ medium: '1-4:0', partition: 2 }]);
  });

  test('ends with 1 where it is not saved, and says why and what to do', async () => {
    const error = { code: 'media.full', message: 'There is no room', hint: 'Remove something there' };
    server.on('guest.screenshot-save', () => answer(202, { ...operation, state: 'failed', error }));
    const { code, stderr } = await run('--save', '1-2');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no room');
    expect(stderr).toContain('hint: Remove something there');
  });

  test.each([
    [['--save', '9-9'], 1, 'There is no USB disk or drive 9-9'],
    [['--save', 'ata3'], 1, 'ata3:0 is a drive'],
    [['--save', '1-2', '--text'], 2, '--save goes without'],
    [['--save', '1-2', '--sixel'], 2, '--save goes without'],
    [['--save', '1-2', '--partition', 'x'], 2, 'no number of a partition'],
    [['--partition', '1'], 2, 'go with --save'],
    [['--no-wait'], 2, 'go with --save'],
  ])('refuses %j, and nothing is saved', async (argv, status, words) => {
    const { code, stderr } = await run(...argv);
    expect([code, stderr]).toEqual([status, expect.stringContaining(words)]);
    expect(asked()).toEqual([]);
  });
});
