import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseRecord } from '../../../../src/backend/host/record/parse-record.ts';
import type { Problem } from '../../../../src/contract/index.ts';
import { answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { machineFile } from '../../../support/machines.ts';
import { sample } from '../../../support/samples.ts';

/** No backend: whoever asks for one fails. */
const socketPath = '/nonexistent/bezel.sock';
const small = machineFile('small');
const policy = 'version: 1\nguest:\n  disks: [{target: vda, source: /dev/bezel/guest-system}]\n';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'bezel-desk-'));
  await writeFile(join(cwd, 'appliance.yaml'), policy);
  return () => rm(cwd, { recursive: true, force: true });
});
const bezel = (...argv: string[]) => cli.run(argv, { socketPath, cwd });

describe('bezel config render', () => {
  test('prints the domain XML for a recorded machine, without a backend', async () => {
    const rendered = await bezel('config', 'render', '--machine', small, '--policy', 'appliance.yaml');
    expect(rendered).toMatchObject({ code: 0, stderr: '' });
    expect(rendered.stdout).toMatch(/^<domain type=['"]kvm['"]/);
    expect(rendered.stdout).toContain('/dev/bezel/guest-system');
    expect(rendered.stdout).toMatch(/<\/domain>\n$/);
  });

  test('gives the same text each time', async () => {
    const argv = ['config', 'render', '--machine', small, '--policy', 'appliance.yaml'];
    expect((await bezel(...argv)).stdout).toBe((await bezel(...argv)).stdout);
  });

  test('prints spec, problems and XML with --json', async () => {
    const { code, stdout } = await bezel(
      ...['config', 'render', '--machine', small, '--policy', 'appliance.yaml', '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      spec: { name: 'guest' },
      problems: [],
      xml: expect.stringContaining('<domain'),
    });
  });

  test('says on stderr what stands in the way of any start, and ends with 1', async () => {
    const bare = machineFile('bare');
    const { code, stdout, stderr } = await bezel(
      ...['config', 'render', '--machine', bare, '--policy', 'appliance.yaml'],
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error    guest.no-kvm');
    expect(stderr).toContain('hint: Switch virtualisation');
  });

  test('says which file is not what it should be', async () => {
    await writeFile(join(cwd, 'old.machine.json'), '{"version": 0}');
    const { code, stderr } = await bezel(
      'config',
      'render',
      '--machine',
      'old.machine.json',
      '--policy',
      'none',
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`machine.invalid`);
    expect(stderr).toContain(`at ${join(cwd, 'old.machine.json')}`);
    expect(stderr).toContain(`config.missing`);
  });

  test('uses another template', async () => {
    await writeFile(join(cwd, 'mine.xml'), '<domain><name>{{ name }}</name></domain>\n');
    const { stdout } = await bezel(
      ...['config', 'render', '--machine', small, '--policy', 'appliance.yaml', '--template', 'mine.xml'],
    );
    expect(stdout).toBe('<domain><name>guest</name></domain>\n');
  });

  test('says in which line a template is wrong', async () => {
    await writeFile(join(cwd, 'mine.xml'), '<domain>\n  <name>{{ nmae }}</name>\n</domain>\n');
    const { code, stderr } = await bezel(
      ...['config', 'render', '--machine', small, '--policy', 'appliance.yaml', '--template', 'mine.xml'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`at ${join(cwd, 'mine.xml')}:2:`);
  });

  test('asks the backend without --machine', async () => {
    await using server = await startApiServer();
    server.on('guest.xml', { source: 'rendered', xml: '<domain/>\n' });
    const { code, stdout } = await cli.run(['config', 'render'], { socketPath: server.socketPath, cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '<domain/>\n' });
    server.on('guest.xml', () => answer(409, sample.error()));
    expect((await cli.run(['config', 'render'], { socketPath: server.socketPath, cwd })).code).toBe(1);
    expect((await bezel('config', 'render')).code).toBe(3);
  });

  test.each([['--policy'], ['--template']])('takes no %s for the backend', async (option) => {
    const { code, stderr } = await bezel('config', 'render', option, 'x');
    expect(code).toBe(2);
    expect(stderr).toContain(`${option} needs --machine`);
  });
});

describe('bezel config check', () => {
  test('ends with 0 for a policy that can be used', async () => {
    expect(await bezel('config', 'check', '--policy', 'appliance.yaml')).toMatchObject({
      code: 0,
      stdout: 'appliance.yaml: usable\n',
      stderr: '',
    });
  });

  test('names the place of each mistake, and ends with 1', async () => {
    await writeFile(join(cwd, 'appliance.yaml'), policy.replace('guest:', 'gest:'));
    const { code, stdout, stderr } = await bezel('config', 'check', '--policy', 'appliance.yaml');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`at ${join(cwd, 'appliance.yaml')}:2:1`);
  });

  test('checks the file of the box where none is named', async () => {
    const { stdout } = await bezel('config', 'check', '--json');
    const { usable, problems } = JSON.parse(stdout) as { usable: boolean; problems: Problem[] };
    // Whether the machine that runs this test has such a file or not.
    expect(usable || problems.length > 0).toBe(true);
    for (const { where } of problems) expect(where?.file).toBe('/etc/bezel/appliance.yaml');
  });

  test('checks what the policy makes of a machine too', async () => {
    await writeFile(join(cwd, 'appliance.yaml'), `${policy}  memory: {minMiB: 1000000}\n`);
    expect((await bezel('config', 'check', '--policy', 'appliance.yaml')).code).toBe(0);
    const { code, stdout } = await bezel(
      ...['config', 'check', '--policy', 'appliance.yaml', '--machine', small, '--json'],
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      usable: false,
      problems: [{ code: 'guest.too-little-memory', severity: 'error' }],
    });
  });
});

describe('bezel record-machine', () => {
  test('writes a recorded machine that the desk can use, for its owner only', async () => {
    const { code, stdout } = await bezel('record-machine', 'this.machine.json');
    expect(code).toBe(0);
    const file = join(cwd, 'this.machine.json');
    expect(stdout).toMatch(new RegExp(`^${file}: \\d+ paths, \\d+ commands; serial numbers are replaced\n$`));
    expect(parseRecord(await readFile(file, 'utf8'), file)).toMatchObject({ ok: true });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const checked = await bezel('config', 'check', '--policy', 'appliance.yaml', '--machine', file, '--json');
    const { problems } = JSON.parse(checked.stdout) as { problems: { code: string }[] };
    expect(problems.filter(({ code }) => !code.startsWith('guest.'))).toEqual([]);
  });

  test('records a machine below a folder', async () => {
    const { code } = await bezel('record-machine', 'empty.machine.json', '--root', '.', '--keep-serials');
    expect(code).toBe(0);
    expect(await readFile(join(cwd, 'empty.machine.json'), 'utf8')).toContain('"files": {\n}');
  });

  test('says why a recording cannot be written', async () => {
    const { code, stderr } = await bezel('record-machine', 'appliance.yaml/below');
    expect(code).toBe(1);
    expect(stderr).toContain('bezel: the recording cannot be written: ');
  });
});
