import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiServer, answer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { sample } from '../../../support/samples.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('network.get', () => sample.network());
  server.on('network.identify', () => answer(202, { ...sample.operation(), kind: 'network.identify' }));
});
afterEach(() => server[Symbol.asyncDispose]());

const bezel = (...argv: string[]) => cli.run(argv, { socketPath: server.socketPath });

test('the network has a row for each port', async () => {
  const { stdout, code } = await bezel('network');
  expect(code).toBe(0);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    "PORT    NIC     ROLE        LINK           BRIDGE     AS WANTED  GUEST'S MAC        AT THE OTHER END",
    'LAN 1   enp1s0  guest       up, 1 Gbit/s   br-enp1s0  yes        3c:ec:ef:00:00:10  rack4-switch1 Gi1/0/7',
    'enp2s0  enp2s0  unused      unknown        none       yes        none',
  ]);
  expect(JSON.parse((await bezel('network', 'show', '--json')).stdout)).toEqual(sample.network());
});

test('the private link is told below them', async () => {
  expect((await bezel('network')).stdout).toContain(
    '\nPrivate link: bezel0, host 169.254.100.1/30, guest 169.254.100.2, as wanted: yes\n',
  );
});

test.each(['LAN 1', 'lan 1', 'enp1s0', '0000:01:00.0', '3C:EC:EF:00:00:10'])(
  'everything about a NIC is shown by what it is called: %s',
  async (name) => {
    const { stdout, code } = await bezel('network', 'show', name);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Port +LAN 1, enp1s0\n/);
    expect(stdout).toMatch(
      /At the other end, as it says by LLDP\n +Name +rack4-switch1\n +Port +Gi1\/0\/7\n/,
    );
    expect(stdout).toMatch(/Bytes +1 048 576 received, 524 288 sent\n/);
    const json = await bezel('network', 'show', name, '--json');
    expect(JSON.parse(json.stdout)).toEqual(sample.network().ports[0]);
  },
);

test('a name that is no NIC, or that of several, is refused with those that there are', async () => {
  expect(await bezel('network', 'show', 'eno9')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('hint: It has enp1s0, enp2s0, enp3s0'),
  });
  const { ports, ...rest } = sample.network();
  server.on('network.get', () => ({ ...rest, ports: ports.map((port) => ({ ...port, label: 'LAN' })) }));
  expect(await bezel('network', 'show', 'lan')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('3 NICs of the box are called lan'),
  });
});

test('a change that is not confirmed is told of, with the moment at which it ends', async () => {
  expect((await bezel('network')).stdout).toMatch(
    /\nNot confirmed: MGMT is for management, 192\.0\.2\.10\/24\nIt is taken back at .+ unless it is confirmed: bezel network confirm\n/,
  );
});

test('a NIC is set as the options say, and what comes of it without a confirmation is told', async () => {
  server.on('network.set', () => answer(202, { ...sample.operation(), kind: 'network.set', state: 'done' }));
  const settings = [
    '--address',
    '192.0.2.10/24',
    '--gateway',
    '192.0.2.1',
    '--dns',
    '192.0.2.2',
    '--dns',
    '192.0.2.3',
  ];
  const { code, stdout } = await bezel('network', 'set', 'LAN 1', '--role', 'management', ...settings);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Not confirmed: ')]);
  const bodyOf = (name: string) => server.calls.findLast((call) => call.name === name)?.body;
  expect(bodyOf('network.set')).toEqual({
    ...{ port: 'LAN 1', role: 'management', address: '192.0.2.10/24', gateway: '192.0.2.1' },
    dns: ['192.0.2.2', '192.0.2.3'],
  });
  await bezel('network', 'set', 'eno1', '--role', 'management', '--no-wait');
  expect(bodyOf('network.set')).toEqual({ port: 'eno1', role: 'management', address: 'dhcp' });
  await bezel('network', 'set', 'eno1', '--role', 'policy', '--no-wait');
  expect(bodyOf('network.set')).toEqual({ port: 'eno1', role: 'policy' });
});

test.each([
  [['eno1'], '--role is missing'],
  [['eno1', '--role', 'passthrough'], 'it is one of: guest, management, unused, policy'],
  [['eno1', '--role', 'guest', '--address', 'dhcp'], 'go with --role management only'],
  [['--role', 'guest'], 'PORT is missing'],
])('network set %j is wrong usage', async (argv, message) => {
  const { code, stderr } = await bezel('network', 'set', ...argv);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  expect(server.calls).toEqual([]);
});

test.each(['confirm', 'revert'] as const)('network %s shows the network after it', async (how) => {
  server.on(`network.${how}`, () => ({ ...sample.network(), unconfirmed: undefined }));
  const { code, stdout } = await bezel('network', how);
  expect([code, stdout]).toEqual([0, expect.not.stringContaining('Not confirmed')]);
  expect(stdout).toContain('enp1s0');
  expect(server.calls.map(({ name }) => name)).toEqual([`network.${how}`]);
});

test('a port blinks for as long as is asked for', async () => {
  await bezel('network', 'identify', 'LAN 1', '--seconds', '30', '--no-wait');
  expect(server.calls.at(-1)).toMatchObject({
    name: 'network.identify',
    body: { port: 'LAN 1', seconds: 30 },
  });
  const { code, stderr } = await bezel('network', 'identify', 'eno1', '--seconds', 'long');
  expect([code, stderr]).toEqual([2, expect.stringContaining('--seconds is no whole number')]);
});
