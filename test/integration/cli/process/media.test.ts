import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiServer, answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { sample } from '../../../support/samples.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('media.list', () => sample.media());
  server.on('drives.list', () => sample.drives());
  server.on('media.test-rules', () => sample.mediaRuling());
  const ofMedia = ['media.attach', 'media.detach', 'media.remove', 'media.lend', 'media.return'] as const;
  const ofDrives = ['drives.attach', 'drives.detach', 'drives.eject', 'drives.insert'] as const;
  server.on('drives.images', () => sample.images());
  for (const name of [...ofMedia, ...ofDrives])
    server.on(name, () => answer(202, { ...sample.operation(), kind: name }));
});
afterEach(() => server[Symbol.asyncDispose]());

const bezel = (...argv: string[]) => cli.run(argv, { socketPath: server.socketPath });

test('there is a row for each USB disk, with who has it and why', async () => {
  const { stdout, code } = await bezel('media');
  expect(code).toBe(0);
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'ID       DEVICE                    SIZE         NODE      GUEST  STATE     HELD BY    WHY',
    '1-2:0    SanDisk Ultra             30.8 GB      /dev/sdb  sdi    attached  guest      The policy gives it to the guest',
  ]);
  expect(stdout).toContain('Rule 1 of the policy (line 14) forbids it');
  expect(stdout).toContain('SanDisk Ultra (1-2): the guest has it as sdi');
  const { drives } = sample.drives();
  expect(stdout).toMatch(/1-4\.1:0 +HL-DT-ST DVDRAM GP57EB40 +INSTALL_7 +\/dev\/sr1 +sdbu +attached +guest/);
  expect(stdout).toMatch(/ata3:0 +PLDS DVD-RW DU8AESH +the guest's +\/dev\/sr0 +1:0 +attached +guest/);
  expect(stdout).toContain('PLDS DVD-RW DU8AESH (ata3): the guest has it as 1:0');
  expect(JSON.parse((await bezel('media', 'list', '--json')).stdout)).toEqual({ ...sample.media(), drives });
});

test.each(['1-2', '1-2:0'])('everything about one is shown by its place: %s', async (id) => {
  expect((await bezel('media', 'list', id)).stdout).toMatch(/Serial number +4C530001230523/);
  expect(JSON.parse((await bezel('media', 'list', id, '--json')).stdout).node).toBe('/dev/sdb');
});

test('a slot of a reader has to be named whole', async () => {
  const { code, stderr } = await bezel('media', 'list', '1-3.1');
  expect(code).not.toBe(0);
  expect(stderr).toContain('There is no USB disk or drive 1-3.1');
  expect((await bezel('media', 'list', '1-3.1:1')).code).toBe(0);
});

test.each(['attach', 'detach', 'remove', 'return'])('%s asks for the disk in that place', async (action) => {
  const { code, stdout } = await bezel('media', action, '1-4', '--no-wait');
  expect([code, stdout]).toEqual([0, expect.stringContaining(`media.${action}: accepted`)]);
  expect(server.calls.at(-1)).toMatchObject({ name: `media.${action}`, body: { id: '1-4:0' } });
});

test('the rules are asked about a disk by its place, or about what would be plugged in', async () => {
  const { stdout, code } = await bezel('media', 'rules', 'test', '1-2');
  expect(code).toBe(0);
  expect(stdout).toContain('Rule 2 of the policy (line 14) forbids it.');
  expect(stdout).toMatch(/1 +13 +allow +no +its port is 2-1, not 1-2/);
  expect(stdout).toMatch(/2 +14 +forbid +yes, it decides/);
  expect(server.calls.at(-1)).toMatchObject({ name: 'media.test-rules', query: { id: '1-2:0' } });
  const options = ['--class', 'storage', '--vendor', '0781', '--removable', 'no', '--json'];
  const asked = await bezel('media', 'rules', 'test', ...options);
  expect(JSON.parse(asked.stdout)).toEqual(sample.mediaRuling());
  expect(server.calls.at(-1)?.query).toEqual({ class: 'storage', vendor: '0781', removable: 'no' });
  expect((await bezel('media', 'rules')).code).not.toBe(0);
});

test('a disk is lent to read, or to write where that is said', async () => {
  expect((await bezel('media', 'lend', '1-4', '--no-wait')).code).toBe(0);
  expect(server.calls.at(-1)?.body).toEqual({ id: '1-4:0', write: false });
  await bezel('media', 'lend', '1-4', '--partition', '2', '--write', '--no-wait');
  expect(server.calls.at(-1)?.body).toEqual({ id: '1-4:0', partition: 2, write: true });
  expect((await bezel('media', 'lend', '1-4', '--partition', 'x')).stderr).toContain(
    'no number of a partition',
  );
});

test.each([
  [['attach', '1-4.1'], 'drives.attach', { id: '1-4.1:0' }],
  [['detach', 'ata3'], 'drives.detach', { id: 'ata3:0' }],
  [['eject', 'ata3'], 'drives.eject', { id: 'ata3:0', force: false }],
  [['eject', '1-4.1', '--force'], 'drives.eject', { id: '1-4.1:0', force: true }],
  [['insert', '1-4.1', '/run/x.iso'], 'drives.insert', { id: '1-4.1:0', file: '/run/x.iso' }],
])('of a drive, %s asks for it', async (argv, name, body) => {
  const { code, stdout } = await bezel('media', ...argv, '--no-wait');
  expect([code, stdout]).toEqual([0, expect.stringContaining(`${name}: accepted`)]);
  expect(server.calls.at(-1)).toMatchObject({ name, body });
});

test('everything about a drive is shown, and a disk has no tray', async () => {
  const { stdout } = await bezel('media', 'list', '1-4.1');
  expect(stdout).toMatch(/Eject by force +possible/);
  expect(stdout).toMatch(/Tray of the guest's +closed/);
  const { code, stderr } = await bezel('media', 'eject', '1-2');
  expect([code === 0, stderr]).toEqual([false, expect.stringContaining('1-2:0 is no drive')]);
});

test('images are shown with their whole paths, and go into drives only', async () => {
  expect((await bezel('media', 'images')).stdout).toMatch(
    /\/run\/bezel-lent\/1-4-0-21\/install\.iso +4\.69 GB/,
  );
  const { code, stderr } = await bezel('media', 'insert', '1-2', '/run/x.iso');
  expect([code === 0, stderr]).toEqual([false, expect.stringContaining('1-2:0 is no drive')]);
});
